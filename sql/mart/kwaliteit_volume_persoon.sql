-- Counts persons for whom more hours were declared in a month than the month has, over all
-- providers, laws and municipalities together.
-- Grain: municipality and month; only where it happens.
create view mart.kwaliteit_volume_persoon as
with regel as (
    select
        prestatie.client_sk,
        prestatie.gemeente_sk,
        prestatie.gemeentecode,
        prestatie.agb_code,
        date_trunc('month', prestatie.productperiode_begin::timestamp)::date as maand,
        case prestatie.debet_credit when 'D' then 1 else -1 end
        * prestatie.geleverd_volume::bigint
        * case prestatie.eenheid
            when '01' then 1
            when '04' then 60
            when '14' then 1440
            when '16' then 240
        end as minuten
    from dwh.feit_prestatie as prestatie
    where
        prestatie.status <> 'afgewezen'
        and prestatie.eenheid in ('01', '04', '14', '16')
        and prestatie.client_sk <> 0
),

-- Of one person: over all laws, providers and municipalities.
per_persoon as (
    select
        regel.client_sk,
        regel.maand,
        sum(regel.minuten) as minuten,
        count(distinct regel.agb_code) as aanbieders,
        1440 * ((regel.maand + interval '1 month')::date - regel.maand) as mogelijk
    from regel
    group by regel.client_sk, regel.maand
),

te_veel as (
    select per_persoon.*
    from per_persoon
    where per_persoon.minuten > per_persoon.mogelijk
),

per_gemeente as (
    select
        regel.client_sk,
        regel.gemeente_sk,
        regel.gemeentecode,
        regel.maand,
        te_veel.minuten,
        te_veel.mogelijk,
        te_veel.aanbieders
    from regel
    inner join te_veel on regel.client_sk = te_veel.client_sk and regel.maand = te_veel.maand
    group by
        regel.client_sk,
        regel.gemeente_sk,
        regel.gemeentecode,
        regel.maand,
        te_veel.minuten,
        te_veel.mogelijk,
        te_veel.aanbieders
)

select
    per_gemeente.gemeente_sk,
    to_char(per_gemeente.maand, 'YYYYMMDD')::integer as maand_sk,
    per_gemeente.gemeentecode,
    count(*) as aantal_personen,
    max(per_gemeente.aanbieders) as aantal_aanbieders_hoogste,
    round(sum(per_gemeente.minuten) / 60, 1) as uren_gedeclareerd,
    round(sum(per_gemeente.mogelijk) / 60.0, 1) as uren_mogelijk,
    round(sum(per_gemeente.minuten - per_gemeente.mogelijk) / 60, 1) as uren_boven_grens,
    per_gemeente.maand
from per_gemeente
group by
    per_gemeente.gemeente_sk,
    per_gemeente.gemeentecode,
    per_gemeente.maand;

comment on view mart.kwaliteit_volume_persoon is
'Een rij per gemeente en maand waarin voor iemand meer uren zijn gedeclareerd dan de maand '
'heeft, over alle aanbieders en wetten samen. Credits gaan eraf, afgewezen regels tellen niet. '
'Omrekening: 60 minuten, etmaal 24 uur, dagdeel 4 uur; stuks en euro tellen niet. Let op: wie '
'in twee gemeenten voorkomt telt in beide; verblijf met begeleiding kan echt boven 24 uur per '
'dag komen.';
comment on column mart.kwaliteit_volume_persoon.gemeente_sk is
'Gemeente: dim_gemeente.';
comment on column mart.kwaliteit_volume_persoon.maand_sk is
'Eerste dag van de maand als getal jjjjmmdd: dim_datum.';
comment on column mart.kwaliteit_volume_persoon.gemeentecode is
'CBS-code van de gemeente, 4 cijfers.';
comment on column mart.kwaliteit_volume_persoon.aantal_personen is
'Personen boven de grens; wie zij zijn staat hier niet.';
comment on column mart.kwaliteit_volume_persoon.aantal_aanbieders_hoogste is
'Bij hoeveel aanbieders de uren van een van hen ten hoogste samenkomen.';
comment on column mart.kwaliteit_volume_persoon.uren_gedeclareerd is
'Uren van deze personen, over alle gemeenten.';
comment on column mart.kwaliteit_volume_persoon.uren_mogelijk is
'Uren van de maand maal het aantal personen.';
comment on column mart.kwaliteit_volume_persoon.uren_boven_grens is
'Uren boven wat mogelijk is.';
comment on column mart.kwaliteit_volume_persoon.maand is
'Eerste dag van de maand waarin de ProductPeriode begint.';
