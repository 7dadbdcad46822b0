-- How roles, owners, rights and row level security stand, as lines to compare with
-- sql/rollen/rechten.txt: kind, then what, then how, with a bar between them.
-- Grain: one row per line, sorted by whoever reads them. Roles: those of Sluis, those in
-- beheer.rol_gemeente named bi_<code>, and whoever has a right. The names of the database and its
-- owner are left out.
-- No parameters. Reads only.
with onze as (
    select
        naamruimte.oid,
        naamruimte.nspname,
        naamruimte.nspowner,
        naamruimte.nspacl
    from pg_catalog.pg_namespace as naamruimte
    where naamruimte.nspname in ('landing', 'ref', 'dwh', 'mart', 'ggm', 'beheer')
),

rol as (
    select rol.*
    from pg_catalog.pg_roles as rol
    where
        rol.rolname in (
            'wh_owner', 'wh_load', 'wh_ops', 'wh_steward', 'wh_audit', 'wh_key', 'bi_reader'
        )
        or exists (
            select 1
            from beheer.rol_gemeente as toegang
            where rol.rolname = toegang.rol and toegang.rol ~ '^bi_[0-9]{4}$'
        )
),

-- Relations of ours: views in mart that others made are theirs.
relatie as (
    select
        klasse.oid,
        klasse.relkind,
        klasse.relowner,
        klasse.relacl,
        klasse.relrowsecurity,
        klasse.relforcerowsecurity,
        format('%I.%I', naamruimte.nspname, klasse.relname) as naam
    from pg_catalog.pg_class as klasse
    inner join pg_catalog.pg_namespace as naamruimte on klasse.relnamespace = naamruimte.oid
    where
        klasse.relkind in ('r', 'p', 'v', 'm', 'S')
        and (
            naamruimte.nspname in ('landing', 'ref', 'dwh', 'beheer', 'ggm')
            or (naamruimte.nspname = 'public' and klasse.relname = '_sqlx_migrations')
            or (
                naamruimte.nspname = 'mart'
                and exists (
                    select 1
                    from beheer.weergave as weergave
                    where klasse.relname = weergave.naam
                )
            )
        )
        and not exists (
            select 1
            from pg_catalog.pg_depend as band
            where
                klasse.oid = band.objid
                and band.classid = 'pg_class'::regclass
                and klasse.relkind = 'S'
                and band.deptype in ('a', 'i')
        )
),

eigendom as (
    select
        'schema ' || onze.nspname as naam,
        onze.nspowner as eigenaar
    from onze
    union all
    select
        relatie.naam,
        relatie.relowner as eigenaar
    from relatie
    union all
    select
        functie.oid::regprocedure::text as naam,
        functie.proowner as eigenaar
    from pg_catalog.pg_proc as functie
    inner join onze on functie.pronamespace = onze.oid
    where onze.nspname <> 'mart'
),

recht as (
    select
        'database' as naam,
        gegeven.grantee,
        gegeven.privilege_type
    from pg_catalog.pg_database as databank
    cross join
        lateral aclexplode(coalesce(databank.datacl, acldefault('d', databank.datdba))) as gegeven
    where
        databank.datname = current_database()
        and gegeven.grantee <> databank.datdba
        -- The login of the backups (docs/rollen.md) is made by hand, or not at all.
        and (
            gegeven.privilege_type <> 'CONNECT'
            or pg_catalog.pg_get_userbyid(gegeven.grantee) <> 'wh_backup'
        )
    union all
    select
        'schema ' || naamruimte.nspname as naam,
        gegeven.grantee,
        gegeven.privilege_type
    from pg_catalog.pg_namespace as naamruimte
    cross join
        lateral aclexplode(coalesce(naamruimte.nspacl, acldefault('n', naamruimte.nspowner)))
            as gegeven
    where
        (naamruimte.nspname = 'public' or naamruimte.oid in (select onze.oid from onze))
        and gegeven.grantee <> naamruimte.nspowner
    union all
    select
        relatie.naam,
        gegeven.grantee,
        gegeven.privilege_type
    from relatie
    cross join
        lateral aclexplode(
            coalesce(
                relatie.relacl,
                case relatie.relkind
                    when 'S' then acldefault('s', relatie.relowner)
                    else acldefault('r', relatie.relowner)
                end
            )
        ) as gegeven
    where gegeven.grantee <> relatie.relowner
    union all
    select
        format('%s (%I)', relatie.naam, kolom.attname) as naam,
        gegeven.grantee,
        gegeven.privilege_type
    from relatie
    inner join pg_catalog.pg_attribute as kolom on relatie.oid = kolom.attrelid
    cross join lateral aclexplode(kolom.attacl) as gegeven
    where gegeven.grantee <> relatie.relowner and not kolom.attisdropped
    union all
    select
        functie.oid::regprocedure::text as naam,
        gegeven.grantee,
        gegeven.privilege_type
    from pg_catalog.pg_proc as functie
    inner join onze on functie.pronamespace = onze.oid
    cross join
        lateral aclexplode(coalesce(functie.proacl, acldefault('f', functie.proowner))) as gegeven
    where gegeven.grantee <> functie.proowner and onze.nspname <> 'mart'
    union all
    select
        'default ' || coalesce(naamruimte.nspname || ' ', '')
        || case standaard.defaclobjtype
            when 'r' then 'tables' when 'S' then 'sequences' when 'f' then 'functions'
            else standaard.defaclobjtype::text
        end as naam,
        gegeven.grantee,
        gegeven.privilege_type
    from pg_catalog.pg_default_acl as standaard
    left join pg_catalog.pg_namespace as naamruimte on standaard.defaclnamespace = naamruimte.oid
    cross join lateral aclexplode(standaard.defaclacl) as gegeven
    where standaard.defaclrole = to_regrole('wh_owner')
),

regel as (
    select
        'rol' as soort,
        rol.rolname::text as naam,
        concat_ws(
            ' ',
            case when rol.rolcanlogin then 'login' else 'nologin' end,
            case when rol.rolsuper then 'SUPERUSER' end,
            case when rol.rolbypassrls then 'BYPASSRLS' end,
            case when rol.rolcreaterole then 'CREATEROLE' end,
            case when rol.rolcreatedb then 'CREATEDB' end,
            case when rol.rolreplication then 'REPLICATION' end,
            case when not rol.rolinherit then 'NOINHERIT' end
        ) as hoe
    from rol
    union all
    select
        'instelling' as soort,
        rol.rolname::text as naam,
        instelling.instelling as hoe
    from rol
    cross join lateral unnest(rol.rolconfig) as instelling (instelling)
    union all
    select
        'lid' as soort,
        rol.rolname::text as naam,
        lid.roleid::regrole::text as hoe
    from rol
    inner join pg_catalog.pg_auth_members as lid on rol.oid = lid.member
    union all
    select
        'gemeente' as soort,
        toegang.rol as naam,
        toegang.gemeentecode::text as hoe
    from beheer.rol_gemeente as toegang
    where toegang.rol ~ '^bi_[0-9]{4}$'
    union all
    select
        'eigenaar' as soort,
        eigendom.naam,
        pg_get_userbyid(eigendom.eigenaar)::text as hoe
    from eigendom
    union all
    select
        'recht' as soort,
        recht.naam,
        case
            when recht.grantee = 0 then 'public' else pg_get_userbyid(recht.grantee)::text
        end
        || ': ' || string_agg(lower(recht.privilege_type), ', ' order by recht.privilege_type)
            as hoe
    from recht
    group by
        recht.naam,
        recht.grantee
    union all
    select
        'rijen' as soort,
        relatie.naam,
        concat_ws(
            ' ',
            case when relatie.relrowsecurity then 'enabled' end,
            case when relatie.relforcerowsecurity then 'forced' end
        ) as hoe
    from relatie
    where relatie.relrowsecurity or relatie.relforcerowsecurity
    union all
    select
        'beleid' as soort,
        relatie.naam || ' ' || beleid.polname as naam,
        format(
            '%s: %s using %s check %s%s',
            beleid.polcmd,
            (
                select string_agg(wie.rol::regrole::text, ', ' order by wie.rol::regrole::text)
                from unnest(beleid.polroles) as wie (rol)
            ),
            left(
                md5(
                    regexp_replace(
                        pg_get_expr(beleid.polqual, beleid.polrelid), '[[:space:]()]', '', 'g'
                    )
                ),
                8
            ),
            coalesce(pg_get_expr(beleid.polwithcheck, beleid.polrelid), '-'),
            case when beleid.polpermissive then '' else ' restrictive' end
        ) as hoe
    from pg_catalog.pg_policy as beleid
    inner join relatie on beleid.polrelid = relatie.oid
)

select format('%s | %s | %s', regel.soort, regel.naam, regel.hoe) as tekst
from regel
order by regel.soort, regel.naam, regel.hoe;
