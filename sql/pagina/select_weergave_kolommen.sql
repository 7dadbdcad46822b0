-- The columns of a view of mart that people read: without the surrogate keys, which are for joins.
-- The key of a finding stays: by it a person accepts a finding.
-- Grain: one row per column, the month first. Parameter: $1 name of the view. Reads only.
select
    kolom.attname::text as naam,
    format_type(kolom.atttypid, null) as soort,
    coalesce(col_description(kolom.attrelid, kolom.attnum), '') as uitleg
from pg_catalog.pg_class as weergave
inner join pg_catalog.pg_attribute as kolom on weergave.oid = kolom.attrelid
where
    weergave.relnamespace = 'mart'::regnamespace
    and weergave.relkind = 'v'
    and weergave.relname = $1
    and kolom.attnum > 0
    and not kolom.attisdropped
    and (kolom.attname not like '%\_sk' or kolom.attname = 'bevinding_sk')
order by (kolom.attname = 'maand') desc, kolom.attnum asc
