-- Adds the municipalities that a source names and that are not known yet. Idempotent.
-- No parameters.
with genoemd as (
    select csv.gemeentecode
    from landing.csv_zaak as csv
    union
    select csv.gemeentecode
    from landing.csv_beschikking as csv
    union
    select csv.gemeentecode
    from landing.csv_voorziening as csv
    union
    select csv.gemeentecode
    from landing.csv_client as csv
    union
    select csv.gemeentecode
    from landing.csv_uitkering as csv
    union
    select
        coalesce(
            csv.gemeentecode, substring(csv.gebiedscode from '^(?:GM|WK|BU)([0-9]{4})')
        ) as gemeentecode
    from landing.csv_meting as csv
    union
    select csv.gemeentecode
    from landing.csv_tarief as csv
    union
    select csv.gemeentecode
    from landing.csv_budgetplafond as csv
    union
    select csv.gemeentecode
    from landing.csv_gebied as csv
    union
    select csv.gemeentecode
    from landing.csv_team as csv
    union
    select csv.gemeentecode
    from landing.csv_medewerker as csv
)

insert into dwh.dim_gemeente (gemeente_sk, gemeentecode, gemeentenaam, provincie)
select
    genoemd.gemeentecode::bigint as gemeente_sk,
    genoemd.gemeentecode,
    'onbekend' as gemeentenaam,
    'onbekend' as provincie
from genoemd
where genoemd.gemeentecode is not null
on conflict (gemeente_sk) do nothing;
