-- The statement that makes a function that does one piece of upkeep by the rights of its owner, for
-- a loader that owns nothing; NULL when it stands there as it should.
-- Parameters: $1 name in beheer, $2 its statements. One row. Reads only.
select
    case
        when not exists (
            select 1
            from pg_catalog.pg_proc as functie
            inner join pg_catalog.pg_namespace as naamruimte
                on functie.pronamespace = naamruimte.oid
            where
                naamruimte.nspname = 'beheer'
                and functie.proname = $1
                and functie.prosrc = $2
                and functie.prosecdef
        )
            then
                format(
                    'create or replace function beheer.%I() returns void language sql volatile'
                    ' security definer set search_path = pg_catalog, pg_temp as %L;'
                    ' revoke execute on function beheer.%I() from public;'
                    ' comment on function beheer.%I() is %L',
                    $1, $2, $1, $1,
                    'Onderhoud met de rechten van de eigenaar, voor een lader die niets bezit.'
                )
    end as opdracht;
