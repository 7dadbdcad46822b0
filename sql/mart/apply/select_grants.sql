-- The rights that others have on our views, as statements: a view that is made anew loses them.
-- Grain: one row per right on a view that stays. Parameter: $1 the names of the views. Reads only.
select
    format(
        'grant %s on mart.%I to %s%s',
        recht.privilege_type,
        klasse.relname,
        coalesce(quote_ident(rol.rolname), 'public'),
        case when recht.is_grantable then ' with grant option' else '' end
    ) as opdracht
from pg_catalog.pg_class as klasse
cross join lateral aclexplode(klasse.relacl) as recht
left join pg_catalog.pg_roles as rol on recht.grantee = rol.oid
where
    klasse.relnamespace = 'mart'::regnamespace
    and klasse.relname = any($1)
    and recht.grantee <> klasse.relowner
order by opdracht;
