-- The indexes of a table, the key first: how to drop each one and how to build it as it was.
-- Parameter: $1 text, the table with its schema. Reads only.
select
    grens.oid is not null as is_sleutel,
    case
        when grens.oid is null
            then format('drop index %s', pg_index.indexrelid::regclass)
        else
            format('alter table %s drop constraint %I', pg_index.indrelid::regclass, grens.conname)
    end as weg,
    case
        when grens.oid is null
            then pg_get_indexdef(pg_index.indexrelid)
        else
            format(
                'alter table %s add constraint %I %s',
                pg_index.indrelid::regclass,
                grens.conname,
                pg_get_constraintdef(grens.oid)
            )
    end as bouw
from pg_catalog.pg_index as pg_index
left join pg_catalog.pg_constraint as grens
    on
        pg_index.indexrelid = grens.conindid
        and grens.contype in ('p', 'u')
where pg_index.indrelid = $1::regclass
order by
    grens.oid is null asc,
    pg_index.indexrelid asc;
