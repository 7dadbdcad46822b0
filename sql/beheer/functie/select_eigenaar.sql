-- Whether a migration has to act as wh_owner: the login may, and the warehouse is his, or is empty
-- and waits for him (sql/rollen.sql). One row, one boolean. Reads only.
select coalesce(
    pg_has_role(session_user, eigenaar.oid, 'member')
    and case
        when naamruimte.oid is null
            then has_database_privilege(eigenaar.oid, current_database(), 'create')
        else naamruimte.nspowner = eigenaar.oid
    end,
    false
) as is_eigenaar
from (values ('wh_owner')) as gezocht (naam)
left join pg_catalog.pg_roles as eigenaar on gezocht.naam = eigenaar.rolname
left join pg_catalog.pg_namespace as naamruimte on naamruimte.nspname = 'beheer';
