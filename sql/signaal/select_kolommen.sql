-- Columns of the tables that a run writes, for lineage. Grain: one row per column. Reads only.
-- Parameter: $1 text[] names of tables, with their schema.
select
    concat_ws('.', namespace.nspname, class.relname) as tabel,
    attribute.attname::text as kolom,
    format_type(attribute.atttypid, attribute.atttypmod) as soort
from pg_catalog.pg_class as class
inner join pg_catalog.pg_namespace as namespace on class.relnamespace = namespace.oid
inner join pg_catalog.pg_attribute as attribute on class.oid = attribute.attrelid
where
    concat_ws('.', namespace.nspname, class.relname) = any($1)
    and attribute.attnum > 0
    and not attribute.attisdropped
order by namespace.nspname asc, class.relname asc, attribute.attnum asc
