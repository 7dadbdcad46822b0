-- The statement that drops every view that Sluis made before, and nothing else. They go in one
-- statement, so that their order does not matter; without `cascade`, so that nothing else goes.
-- One row; NULL when there is nothing to drop. Reads only.
select
    'drop view if exists '
    || string_agg(format('mart.%I', weergave.naam), ', ' order by weergave.naam) as opdracht
from beheer.weergave as weergave;
