-- What stands in the way of making the views anew: objects of others that depend on a view of ours,
-- and objects of others that have the name of one.
-- Grain: one row per obstacle, as a text to show. Parameter: $1 the names of the views.
-- Reads only.
with onze as (
    select
        klasse.oid,
        klasse.relname as naam,
        weergave.naam is not null as is_onze
    from pg_catalog.pg_class as klasse
    left join beheer.weergave as weergave on klasse.relname = weergave.naam
    where
        klasse.relnamespace = 'mart'::regnamespace
        and (weergave.naam is not null or klasse.relname = any($1))
),

afhankelijk as (
    select coalesce(
        format('%I.%I', gebruiker.relnamespace::regnamespace, gebruiker.relname),
        pg_describe_object(band.classid, band.objid, band.objsubid)
    ) as object
    from onze
    inner join pg_catalog.pg_depend as band
        on onze.oid = band.refobjid and band.refclassid = 'pg_class'::regclass
    left join pg_catalog.pg_rewrite as regel
        on band.objid = regel.oid and band.classid = 'pg_rewrite'::regclass
    left join pg_catalog.pg_class as gebruiker on regel.ev_class = gebruiker.oid
    where
        band.deptype = 'n'
        and (gebruiker.oid is null or gebruiker.oid not in (select eigen.oid from onze as eigen))
)

select afhankelijk.object
from afhankelijk
union distinct
select 'mart.' || onze.naam || ' (not made by sluis)' as object
from onze
where not onze.is_onze
order by object;
