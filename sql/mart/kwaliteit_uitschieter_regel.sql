-- Declaration lines that lie far from what is usual for their product and unit.
-- Grain: line and measure.
create view mart.kwaliteit_uitschieter_regel as
with regel as (
    select
        prestatie.gemeente_sk,
        prestatie.aanbieder_sk,
        prestatie.product_sk,
        prestatie.wet,
        prestatie.gemeentecode,
        prestatie.agb_code,
        grens.productcategorie,
        grens.productcode,
        prestatie.eenheid,
        grens.meting,
        prestatie.bericht_identificatie,
        prestatie.regelnummer,
        prestatie.toewijzingnummer,
        prestatie.declaratienummer,
        prestatie.referentienummer,
        case grens.meting
            when 'volume' then prestatie.geleverd_volume::bigint
            else prestatie.tarief_eurocent
        end as waarde,
        grens.mediaan,
        grens.mad,
        grens.ondergrens,
        grens.bovengrens,
        prestatie.bedrag_eurocent,
        date_trunc('month', prestatie.productperiode_begin::timestamp)::date as maand
    from dwh.feit_prestatie as prestatie
    inner join mart.kwaliteit_uitschieter_grens as grens
        on prestatie.product_sk = grens.product_sk and prestatie.eenheid = grens.eenheid
    where prestatie.debet_credit = 'D' and prestatie.status <> 'afgewezen'
)

select
    regel.gemeente_sk,
    regel.aanbieder_sk,
    regel.product_sk,
    to_char(regel.maand, 'YYYYMMDD')::integer as maand_sk,
    regel.wet,
    regel.gemeentecode,
    regel.agb_code,
    regel.productcategorie,
    regel.productcode,
    regel.eenheid,
    regel.meting,
    regel.bericht_identificatie,
    regel.regelnummer,
    regel.toewijzingnummer,
    regel.declaratienummer,
    regel.referentienummer,
    regel.waarde,
    regel.mediaan,
    regel.mad,
    regel.ondergrens,
    regel.bovengrens,
    regel.bedrag_eurocent,
    regel.maand
from regel
where regel.waarde < regel.ondergrens or regel.waarde > regel.bovengrens;

comment on view mart.kwaliteit_uitschieter_regel is
'Een rij per declaratieregel en meting buiten de grenzen van haar product en eenheid. Een '
'vraag, geen fout: een regel over een halve maand of een zware client kan terecht afwijken.';
comment on column mart.kwaliteit_uitschieter_regel.gemeente_sk is
'Gemeente: dim_gemeente.';
comment on column mart.kwaliteit_uitschieter_regel.aanbieder_sk is
'Aanbieder: dim_aanbieder.';
comment on column mart.kwaliteit_uitschieter_regel.product_sk is
'Product: dim_product.';
comment on column mart.kwaliteit_uitschieter_regel.maand_sk is
'Eerste dag van de maand als getal jjjjmmdd: dim_datum.';
comment on column mart.kwaliteit_uitschieter_regel.wet is
'Wet: wmo of jw.';
comment on column mart.kwaliteit_uitschieter_regel.gemeentecode is
'CBS-code van de gemeente, 4 cijfers.';
comment on column mart.kwaliteit_uitschieter_regel.agb_code is
'AGB-code van de aanbieder, 8 cijfers.';
comment on column mart.kwaliteit_uitschieter_regel.productcategorie is
'Productcategorie, 2 cijfers. Lege tekst: niet genoemd.';
comment on column mart.kwaliteit_uitschieter_regel.productcode is
'Productcode binnen de categorie. Lege tekst: niet genoemd.';
comment on column mart.kwaliteit_uitschieter_regel.eenheid is
'Eenheid van het volume: 01 minuut, 04 uur, 14 etmaal, 16 dagdeel, 82 en 84 stuks, 83 euro. '
'Bron: Eenheid.';
comment on column mart.kwaliteit_uitschieter_regel.meting is
'volume (per regel, in de eenheid) of tarief (per eenheid, in eurocent).';
comment on column mart.kwaliteit_uitschieter_regel.bericht_identificatie is
'Nummer van het bericht bij de afzender. Bron: Identificatie.';
comment on column mart.kwaliteit_uitschieter_regel.regelnummer is
'Hoeveelste regel in het bericht, vanaf 1.';
comment on column mart.kwaliteit_uitschieter_regel.toewijzingnummer is
'Toewijzingnummer in de regel.';
comment on column mart.kwaliteit_uitschieter_regel.declaratienummer is
'Nummer van de declaratie bij de aanbieder. Bron: DeclaratieNummer.';
comment on column mart.kwaliteit_uitschieter_regel.referentienummer is
'Nummer van de regel bij de aanbieder. Bron: ReferentieNummer.';
comment on column mart.kwaliteit_uitschieter_regel.waarde is
'Volume van de regel in de eenheid, of tarief in eurocent.';
comment on column mart.kwaliteit_uitschieter_regel.mediaan is
'Middelste waarde van de groep (bij een even aantal de laagste van de twee): eenheden, of '
'eurocent.';
comment on column mart.kwaliteit_uitschieter_regel.mad is
'Middelste afwijking van de mediaan (median absolute deviation), in dezelfde maat.';
comment on column mart.kwaliteit_uitschieter_regel.ondergrens is
'Laagste waarde die gewoon is: mediaan min 5 maal 1,4826 maal mad, ten minste 0. Bij mad 0: de '
'helft van de mediaan.';
comment on column mart.kwaliteit_uitschieter_regel.bovengrens is
'Hoogste waarde die gewoon is: mediaan plus 5 maal 1,4826 maal mad. Bij mad 0: anderhalf maal '
'de mediaan.';
comment on column mart.kwaliteit_uitschieter_regel.bedrag_eurocent is
'Ingediend bedrag in eurocent.';
comment on column mart.kwaliteit_uitschieter_regel.maand is
'Eerste dag van de maand waarin de ProductPeriode begint.';
