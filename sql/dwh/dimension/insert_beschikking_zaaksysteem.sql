-- Adds the beschikkingen of the case systems, those that are known from one, and those that a
-- voorziening names. Numbers of the messages have a positive key, any other text a negative one.
-- Idempotent.
with genoemd as (
    select
        csv.beschikking_sk,
        csv.wet,
        csv.gemeentecode,
        csv.beschikkingnummer
    from landing.csv_beschikking as csv
    union all
    select
        csv.beschikking_sk,
        csv.wet,
        csv.gemeentecode,
        csv.beschikkingnummer
    from landing.csv_voorziening as csv
    union all
    select
        dim.beschikking_sk,
        dim.wet,
        dim.gemeentecode,
        dim.beschikkingnummer
    from dwh.dim_beschikking as dim
    where dim.bron = 'zaaksysteem'
)

insert into pub_beschikking (beschikking_sk, wet, gemeentecode, beschikkingnummer, kenmerk)
select distinct on (genoemd.beschikking_sk)
    genoemd.beschikking_sk,
    genoemd.wet,
    genoemd.gemeentecode,
    case when genoemd.beschikking_sk > 0 then genoemd.beschikking_sk % 1000000000 end
        as beschikkingnummer,
    case when genoemd.beschikking_sk < 0 then btrim(genoemd.beschikkingnummer) end as kenmerk
from genoemd
where
    genoemd.beschikking_sk <> 0
    and genoemd.gemeentecode is not null
order by
    genoemd.beschikking_sk asc,
    genoemd.beschikkingnummer asc
on conflict do nothing;
