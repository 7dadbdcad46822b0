-- Counts the rows of every table of the warehouse, to hold a restored copy against.
-- Grain: one row per table. Reads only.
select
    tables.table_schema || '.' || tables.table_name as tabel,
    (
        xpath(
            '/row/aantal/text()',
            query_to_xml(
                format('select count(*) as aantal from %I.%I', tables.table_schema, tables.table_name),
                false, true, ''
            )
        )
    )[1]::text as aantal
from information_schema.tables as tables
where
    tables.table_type = 'BASE TABLE'
    and tables.table_schema not in ('pg_catalog', 'information_schema')
order by 1;
