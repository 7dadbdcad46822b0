-- The statements that give every view that was made anew the rights it had, no more and no less:
-- first the rights that default privileges gave are taken, then the former ones are given. A view
-- that was not there before keeps what default privileges give. Who gave a right is not kept: the
-- owner does.
-- Grain: one row per statement, in order. Reads mart_recht of create_recht.sql. Reads only.
with gemaakt as (
    select
        klasse.oid,
        klasse.relname as naam,
        klasse.relowner as eigenaar,
        klasse.relacl as rechten
    from pg_catalog.pg_class as klasse
    where
        klasse.relnamespace = 'mart'::regnamespace
        and klasse.relname in (select vroeger.naam from mart_recht as vroeger)
),

opdracht as (
    -- Of an owner who was not the owner before nothing is taken: our other views read by him.
    select distinct
        1 as stap,
        format(
            'revoke all on mart.%I from %s',
            gemaakt.naam,
            case recht.grantee when 0 then 'public' else recht.grantee::regrole::text end
        ) as opdracht
    from gemaakt
    cross join
        lateral aclexplode(coalesce(gemaakt.rechten, acldefault('r', gemaakt.eigenaar))) as recht
    where
        recht.grantee <> gemaakt.eigenaar
        or exists (
            select 1
            from mart_recht as vroeger
            where gemaakt.naam = vroeger.naam and gemaakt.eigenaar = vroeger.eigenaar
        )
    union all
    select
        2 as stap,
        format(
            'grant %s%s on mart.%I to %s%s',
            vroeger.privilege_type,
            case when vroeger.kolom is null then '' else format(' (%I)', vroeger.kolom) end,
            gemaakt.naam,
            case vroeger.grantee when 0 then 'public' else vroeger.grantee::regrole::text end,
            case when vroeger.is_grantable then ' with grant option' else '' end
        ) as opdracht
    from gemaakt
    inner join mart_recht as vroeger on gemaakt.naam = vroeger.naam
    where
        vroeger.kolom is null
        or exists (
            select 1
            from pg_catalog.pg_attribute as kolom
            where
                gemaakt.oid = kolom.attrelid
                and vroeger.kolom = kolom.attname
                and not kolom.attisdropped
        )
)

select opdracht.opdracht
from opdracht
order by opdracht.stap, opdracht.opdracht;
