-- Makes wh_owner the owner of the schemas of Sluis and of what is in them: a warehouse that was
-- made before there were roles belongs to whoever made it. Views in mart that others made stay
-- theirs. Idempotent; locks only what has another owner. In an empty database it does nothing.
-- No parameters.

do $$
declare
    -- An empty database: there is nothing to own yet.
    is_leeg constant boolean := to_regclass('beheer.weergave') is null;
    opdrachten text[];
    opdracht text;
begin
    if is_leeg then
        return;
    end if;
    -- Gathered first: a table that is being read cannot get another owner.
    opdrachten := array(
        with onze as (
            select
                naamruimte.oid,
                naamruimte.nspname,
                naamruimte.nspowner
            from pg_catalog.pg_namespace as naamruimte
            where naamruimte.nspname in ('landing', 'ref', 'dwh', 'mart', 'ggm', 'beheer')
        )

        select format('alter schema %I owner to wh_owner', onze.nspname)
        from onze
        where onze.nspowner <> 'wh_owner'::regrole
        union all
        select format(
            'alter %s %I.%I owner to wh_owner',
            case klasse.relkind
                when 'v' then 'view' when 'm' then 'materialized view' when 'S' then 'sequence'
                else 'table'
            end,
            naamruimte.nspname,
            klasse.relname
        )
        from pg_catalog.pg_class as klasse
        inner join pg_catalog.pg_namespace as naamruimte on klasse.relnamespace = naamruimte.oid
        where
            klasse.relowner <> 'wh_owner'::regrole
            and klasse.relkind in ('r', 'p', 'v', 'm', 'S')
            and (
                naamruimte.oid in (select onze.oid from onze)
                or (naamruimte.nspname = 'public' and klasse.relname = '_sqlx_migrations')
            )
            -- A sequence of a column goes with its table.
            and not exists (
                select 1
                from pg_catalog.pg_depend as band
                where
                    klasse.oid = band.objid
                    and band.classid = 'pg_class'::regclass
                    and klasse.relkind = 'S'
                    and band.deptype in ('a', 'i')
            )
            and (
                naamruimte.nspname <> 'mart'
                or exists (
                    select 1
                    from beheer.weergave as weergave
                    where klasse.relname = weergave.naam
                )
            )
        union all
        select format('alter function %s owner to wh_owner', functie.oid::regprocedure)
        from pg_catalog.pg_proc as functie
        inner join onze on functie.pronamespace = onze.oid
        where functie.proowner <> 'wh_owner'::regrole and onze.nspname <> 'mart'
    );
    foreach opdracht in array opdrachten loop
        execute opdracht;
    end loop;
end
$$;
