-- Counts declaration lines that lie far from what is usual for their product and unit.
-- Grain: law, municipality, provider, product, unit, measure, month.
create view mart.kwaliteit_uitschieter as
with regel as (
    select
        prestatie.gemeente_sk,
        prestatie.aanbieder_sk,
        prestatie.product_sk,
        prestatie.wet,
        prestatie.gemeentecode,
        prestatie.agb_code,
        prestatie.eenheid,
        prestatie.geleverd_volume,
        prestatie.tarief_eurocent,
        date_trunc('month', prestatie.productperiode_begin::timestamp)::date as maand
    from dwh.feit_prestatie as prestatie
    where prestatie.debet_credit = 'D' and prestatie.status <> 'afgewezen'
),

gemeten as (
    select
        regel.gemeente_sk,
        regel.aanbieder_sk,
        regel.product_sk,
        regel.wet,
        regel.gemeentecode,
        regel.agb_code,
        grens.productcategorie,
        grens.productcode,
        regel.eenheid,
        grens.meting,
        case grens.meting
            when 'volume' then regel.geleverd_volume::bigint
            else regel.tarief_eurocent
        end as waarde,
        grens.mediaan,
        grens.mad,
        grens.ondergrens,
        grens.bovengrens,
        regel.maand
    from regel
    inner join mart.kwaliteit_uitschieter_grens as grens
        on regel.product_sk = grens.product_sk and regel.eenheid = grens.eenheid
)

select
    gemeten.gemeente_sk,
    gemeten.aanbieder_sk,
    gemeten.product_sk,
    to_char(gemeten.maand, 'YYYYMMDD')::integer as maand_sk,
    gemeten.wet,
    gemeten.gemeentecode,
    gemeten.agb_code,
    gemeten.productcategorie,
    gemeten.productcode,
    gemeten.eenheid,
    gemeten.meting,
    count(*) as aantal,
    count(*) filter (
        where gemeten.waarde < gemeten.ondergrens or gemeten.waarde > gemeten.bovengrens
    ) as aantal_uitschieters,
    gemeten.mediaan,
    gemeten.mad,
    gemeten.ondergrens,
    gemeten.bovengrens,
    gemeten.maand
from gemeten
where gemeten.waarde is not null
group by
    gemeten.gemeente_sk,
    gemeten.aanbieder_sk,
    gemeten.product_sk,
    to_char(gemeten.maand, 'YYYYMMDD')::integer,
    gemeten.wet,
    gemeten.gemeentecode,
    gemeten.agb_code,
    gemeten.productcategorie,
    gemeten.productcode,
    gemeten.eenheid,
    gemeten.meting,
    gemeten.mediaan,
    gemeten.mad,
    gemeten.ondergrens,
    gemeten.bovengrens,
    gemeten.maand;

comment on view mart.kwaliteit_uitschieter is
'Een rij per product, eenheid, meting, aanbieder, gemeente en maand: hoeveel debetregels ver '
'van het gewone liggen. Mediaan en grenzen zijn die van het product over alle aanbieders. '
'Groepen van minder dan tien regels staan er niet in.';
comment on column mart.kwaliteit_uitschieter.gemeente_sk is
'Gemeente: dim_gemeente.';
comment on column mart.kwaliteit_uitschieter.aanbieder_sk is
'Aanbieder: dim_aanbieder.';
comment on column mart.kwaliteit_uitschieter.product_sk is
'Product: dim_product.';
comment on column mart.kwaliteit_uitschieter.maand_sk is
'Eerste dag van de maand als getal jjjjmmdd: dim_datum.';
comment on column mart.kwaliteit_uitschieter.wet is
'Wet: wmo of jw.';
comment on column mart.kwaliteit_uitschieter.gemeentecode is
'CBS-code van de gemeente, 4 cijfers.';
comment on column mart.kwaliteit_uitschieter.agb_code is
'AGB-code van de aanbieder, 8 cijfers.';
comment on column mart.kwaliteit_uitschieter.productcategorie is
'Productcategorie, 2 cijfers. Lege tekst: niet genoemd.';
comment on column mart.kwaliteit_uitschieter.productcode is
'Productcode binnen de categorie. Lege tekst: niet genoemd.';
comment on column mart.kwaliteit_uitschieter.eenheid is
'Eenheid van het volume: 01 minuut, 04 uur, 14 etmaal, 16 dagdeel, 82 en 84 stuks, 83 euro. '
'Bron: Eenheid.';
comment on column mart.kwaliteit_uitschieter.meting is
'volume (per regel, in de eenheid) of tarief (per eenheid, in eurocent).';
comment on column mart.kwaliteit_uitschieter.aantal is
'Debetregels die niet zijn afgewezen en de meting hebben.';
comment on column mart.kwaliteit_uitschieter.aantal_uitschieters is
'Regels onder de ondergrens of boven de bovengrens.';
comment on column mart.kwaliteit_uitschieter.mediaan is
'Middelste waarde van de groep (bij een even aantal de laagste van de twee): eenheden, of '
'eurocent.';
comment on column mart.kwaliteit_uitschieter.mad is
'Middelste afwijking van de mediaan (median absolute deviation), in dezelfde maat.';
comment on column mart.kwaliteit_uitschieter.ondergrens is
'Laagste waarde die gewoon is: mediaan min 5 maal 1,4826 maal mad, ten minste 0. Bij mad 0: de '
'helft van de mediaan.';
comment on column mart.kwaliteit_uitschieter.bovengrens is
'Hoogste waarde die gewoon is: mediaan plus 5 maal 1,4826 maal mad. Bij mad 0: anderhalf maal '
'de mediaan.';
comment on column mart.kwaliteit_uitschieter.maand is
'Eerste dag van de maand waarin de ProductPeriode begint.';
