-- What is usual per product and unit: median and MAD, which one extreme value does not move.
-- Grain: product, unit, measure; at least ten lines.
create view mart.kwaliteit_uitschieter_grens as
with regel as materialized (
    select
        prestatie.product_sk,
        prestatie.eenheid,
        prestatie.geleverd_volume::bigint as volume,
        prestatie.tarief_eurocent as tarief
    from dwh.feit_prestatie as prestatie
    where prestatie.debet_credit = 'D' and prestatie.status <> 'afgewezen'
),

midden as (
    select
        regel.product_sk,
        regel.eenheid,
        count(regel.volume) as aantal_volume,
        count(regel.tarief) as aantal_tarief,
        percentile_disc(0.5) within group (order by regel.volume asc) as volume,
        percentile_disc(0.5) within group (order by regel.tarief asc) as tarief
    from regel
    group by regel.product_sk, regel.eenheid
),

-- Both at once, and by two keys only: the planner then expects the groups that come.
spreiding as (
    select
        midden.product_sk,
        midden.eenheid,
        midden.aantal_volume,
        midden.aantal_tarief,
        midden.volume,
        midden.tarief,
        percentile_disc(0.5) within group (order by abs(regel.volume - midden.volume) asc)
            as mad_volume,
        percentile_disc(0.5) within group (order by abs(regel.tarief - midden.tarief) asc)
            as mad_tarief
    from regel
    inner join midden
        on regel.product_sk = midden.product_sk and regel.eenheid = midden.eenheid
    group by
        midden.product_sk,
        midden.eenheid,
        midden.aantal_volume,
        midden.aantal_tarief,
        midden.volume,
        midden.tarief
),

per_meting as (
    select
        spreiding.product_sk,
        spreiding.eenheid,
        meting.meting,
        meting.aantal,
        meting.mediaan,
        meting.mad,
        case meting.mad when 0 then 0.5 * meting.mediaan else 7.413 * meting.mad end as afstand
    from spreiding
    cross join lateral (
        values
        ('volume', spreiding.aantal_volume, spreiding.volume, spreiding.mad_volume),
        ('tarief', spreiding.aantal_tarief, spreiding.tarief, spreiding.mad_tarief)
    ) as meting (meting, aantal, mediaan, mad)
    where meting.aantal >= 10
)

select
    per_meting.product_sk,
    product.wet,
    product.productcategorie,
    product.productcode,
    per_meting.eenheid,
    per_meting.meting,
    per_meting.aantal,
    per_meting.mediaan,
    per_meting.mad,
    greatest(per_meting.mediaan - per_meting.afstand, 0) as ondergrens,
    per_meting.mediaan + per_meting.afstand as bovengrens
from per_meting
inner join dwh.dim_product as product on per_meting.product_sk = product.product_sk;

comment on view mart.kwaliteit_uitschieter_grens is
'Een rij per product, eenheid en meting met de grenzen waarbuiten een declaratieregel opvalt: '
'robuuste maten, over alle aanbieders, gemeenten en maanden. Alleen debetregels die niet zijn '
'afgewezen, en groepen van ten minste tien.';
comment on column mart.kwaliteit_uitschieter_grens.product_sk is
'Product: dim_product.';
comment on column mart.kwaliteit_uitschieter_grens.wet is
'Wet: wmo of jw.';
comment on column mart.kwaliteit_uitschieter_grens.productcategorie is
'Productcategorie, 2 cijfers. Lege tekst: niet genoemd.';
comment on column mart.kwaliteit_uitschieter_grens.productcode is
'Productcode binnen de categorie. Lege tekst: niet genoemd.';
comment on column mart.kwaliteit_uitschieter_grens.eenheid is
'Eenheid van het volume: 01 minuut, 04 uur, 14 etmaal, 16 dagdeel, 82 en 84 stuks, 83 euro. '
'Bron: Eenheid.';
comment on column mart.kwaliteit_uitschieter_grens.meting is
'volume (per regel, in de eenheid) of tarief (per eenheid, in eurocent).';
comment on column mart.kwaliteit_uitschieter_grens.aantal is
'Regels waarop de maten rusten.';
comment on column mart.kwaliteit_uitschieter_grens.mediaan is
'Middelste waarde van de groep (bij een even aantal de laagste van de twee): eenheden, of '
'eurocent.';
comment on column mart.kwaliteit_uitschieter_grens.mad is
'Middelste afwijking van de mediaan (median absolute deviation), in dezelfde maat.';
comment on column mart.kwaliteit_uitschieter_grens.ondergrens is
'Laagste waarde die gewoon is: mediaan min 5 maal 1,4826 maal mad, ten minste 0. Bij mad 0: de '
'helft van de mediaan.';
comment on column mart.kwaliteit_uitschieter_grens.bovengrens is
'Hoogste waarde die gewoon is: mediaan plus 5 maal 1,4826 maal mad. Bij mad 0: anderhalf maal '
'de mediaan.';
