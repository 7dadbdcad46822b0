-- What the quality views can be selected by: the municipalities and providers that sent something.
-- Grain: one row, two lists in order. No parameters. Reads only.
select
    coalesce(
        array_agg(distinct bericht.gemeentecode::text order by bericht.gemeentecode::text), '{}'
    ) as gemeenten,
    coalesce(
        array_agg(distinct bericht.agb_code::text order by bericht.agb_code::text), '{}'
    ) as aanbieders
from dwh.feit_bericht as bericht
