-- Whether this login may do upkeep itself: it has the rights of the owner of the tables. One row,
-- one boolean. Reads only.
select pg_has_role(current_user, klasse.relowner, 'usage') as is_eigenaar
from pg_catalog.pg_class as klasse
where klasse.oid = 'beheer.run'::regclass;
