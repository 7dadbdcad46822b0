-- Tells whether nothing stands of one entity, of no source, and no delivery of a source told of it:
-- what comes next is all there is. Not for a login that could not build an index that it took off.
-- Template: entiteit. One row. Reads only.
-- Parameters: $1 bron, $2 text entity.
select
    has_schema_privilege('landing', 'create')
    -- With row level security no rows can be copied into a table.
    and not row_security_active('landing.csv_entiteit')
    and not exists (select 1 from landing.csv_entiteit)
    and not exists (
        select 1
        from beheer.csv_levering as levering
        where
            levering.bron = $1
            and levering.rijen > 0
            and $2 = any(levering.entiteiten)
    ) as is_eerste;
