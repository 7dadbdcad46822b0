-- Counts declaration lines with more volume than fits in their period (DQ39).
-- Grain: law, municipality, provider, product, unit, month.
create view mart.kwaliteit_volume as
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
        prestatie.productperiode_begin,
        prestatie.productperiode_eind - prestatie.productperiode_begin + 1 as dagen,
        case prestatie.eenheid
            when '01' then 1440
            when '04' then 24
            when '14' then 1
            when '16' then 6
        end as volume_per_dag
    from dwh.feit_prestatie as prestatie
    where prestatie.debet_credit = 'D' and prestatie.eenheid in ('01', '04', '14', '16')
)

select
    regel.gemeente_sk,
    regel.aanbieder_sk,
    regel.product_sk,
    to_char(regel.productperiode_begin, 'YYYYMM01')::integer as maand_sk,
    regel.wet,
    regel.gemeentecode,
    regel.agb_code,
    product.productcategorie,
    product.productcode,
    regel.eenheid,
    count(*) as aantal_regels,
    count(*) filter (
        where regel.geleverd_volume > regel.volume_per_dag * regel.dagen
    ) as aantal_onmogelijk,
    coalesce(
        sum(regel.geleverd_volume - regel.volume_per_dag * regel.dagen) filter (
            where regel.geleverd_volume > regel.volume_per_dag * regel.dagen
        ),
        0
    ) as volume_boven_grens,
    date_trunc('month', regel.productperiode_begin::timestamp)::date as maand
from regel
inner join dwh.dim_product as product on regel.product_sk = product.product_sk
group by
    regel.gemeente_sk,
    regel.aanbieder_sk,
    regel.product_sk,
    to_char(regel.productperiode_begin, 'YYYYMM01')::integer,
    regel.wet,
    regel.gemeentecode,
    regel.agb_code,
    product.productcategorie,
    product.productcode,
    regel.eenheid,
    date_trunc('month', regel.productperiode_begin::timestamp)::date;

comment on view mart.kwaliteit_volume is
'Een rij per product, eenheid, aanbieder, gemeente en maand: debetregels met meer minuten, '
'uren, etmalen of dagdelen dan er in de ProductPeriode passen (24 uur, 1 etmaal of 6 dagdelen '
'per dag). Eigen signaal (DQ39), geen officiele afkeurgrond. Ook afgewezen regels tellen mee.';
comment on column mart.kwaliteit_volume.gemeente_sk is
'Gemeente: dim_gemeente.';
comment on column mart.kwaliteit_volume.aanbieder_sk is
'Aanbieder: dim_aanbieder.';
comment on column mart.kwaliteit_volume.product_sk is
'Product: dim_product.';
comment on column mart.kwaliteit_volume.maand_sk is
'Eerste dag van de maand als getal jjjjmmdd: dim_datum.';
comment on column mart.kwaliteit_volume.wet is
'Wet: wmo of jw.';
comment on column mart.kwaliteit_volume.gemeentecode is
'CBS-code van de gemeente, 4 cijfers.';
comment on column mart.kwaliteit_volume.agb_code is
'AGB-code van de aanbieder, 8 cijfers.';
comment on column mart.kwaliteit_volume.productcategorie is
'Productcategorie, 2 cijfers. Lege tekst: niet genoemd.';
comment on column mart.kwaliteit_volume.productcode is
'Productcode binnen de categorie. Lege tekst: niet genoemd.';
comment on column mart.kwaliteit_volume.eenheid is
'Eenheid van het volume: 01 minuut, 04 uur, 14 etmaal of 16 dagdeel. Bron: Eenheid.';
comment on column mart.kwaliteit_volume.aantal_regels is
'Debetregels in deze eenheid.';
comment on column mart.kwaliteit_volume.aantal_onmogelijk is
'Regels met meer volume dan mogelijk; gelijk aan de bevindingen DQ39.';
comment on column mart.kwaliteit_volume.volume_boven_grens is
'Volume boven wat mogelijk is, in de eenheid, over die regels.';
comment on column mart.kwaliteit_volume.maand is
'Eerste dag van de maand waarin de ProductPeriode begint.';
