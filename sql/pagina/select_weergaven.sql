-- Views of mart with what they tell, from their comments.
-- Grain: one row per view that exists. Parameter: $1 names. Reads only.
select
    weergave.relname::text as naam,
    coalesce(obj_description(weergave.oid, 'pg_class'), '') as uitleg
from pg_catalog.pg_class as weergave
where
    weergave.relnamespace = 'mart'::regnamespace
    and weergave.relkind = 'v'
    and weergave.relname = any($1)
order by weergave.relname
