-- Whether a table that should have row level security has none: a migration made it after the roles
-- were given. The choice of tables is that of rijen.sql. One row, one boolean. Reads only.
select exists(
    select 1
    from pg_catalog.pg_class as klasse
    inner join pg_catalog.pg_namespace as naamruimte on klasse.relnamespace = naamruimte.oid
    inner join pg_catalog.pg_attribute as kolom
        on klasse.oid = kolom.attrelid and kolom.attname = 'gemeentecode'
    where
        klasse.relkind in ('r', 'p')
        and not kolom.attisdropped
        and not (klasse.relrowsecurity and klasse.relforcerowsecurity)
        and (
            naamruimte.nspname in ('dwh', 'beheer')
            or (naamruimte.nspname = 'landing' and klasse.relname like 'csv\_%')
        )
        and klasse.relname not in ('dim_gemeente', 'dim_gebied', 'feit_statline', 'rol_gemeente')
) as is_open;
