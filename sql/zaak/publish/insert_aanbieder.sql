-- Gathers the providers that a source names, and those that one named before.
-- No parameters.
with genoemd as (
    select csv.aanbieder_agb as agb_code
    from landing.csv_aanbieder as csv
    union
    select csv.aanbieder_agb as agb_code
    from landing.csv_voorziening as csv
    union
    select csv.aanbieder_agb as agb_code
    from landing.csv_meting as csv
    union
    select csv.aanbieder_agb as agb_code
    from landing.csv_tarief as csv
    union
    select csv.aanbieder_agb as agb_code
    from landing.csv_budgetplafond as csv
)

insert into pub_csv_aanbieder (agb_code, is_csv)
select
    genoemd.agb_code,
    true as is_csv
from genoemd
where genoemd.agb_code <> '00000000'
union
select
    aanbieder.agb_code,
    false as is_csv
from dwh.dim_aanbieder as aanbieder
where
    aanbieder.is_actueel
    and aanbieder.is_csv
    and not exists (
        select 1
        from genoemd
        where aanbieder.agb_code = genoemd.agb_code
    );
