-- Whether any session holds this lock in this database. One row, one boolean. Reads only.
-- Parameter: $1 bigint, the key of the lock.
select count(*) > 0 as is_held
from pg_locks
inner join pg_database
    on pg_locks.database = pg_database.oid
where
    pg_database.datname = current_database()
    and pg_locks.locktype = 'advisory'
    and pg_locks.granted
    and pg_locks.objsubid = 1
    and pg_locks.classid::bigint = ($1 >> 32)
    and pg_locks.objid::bigint = ($1 & 4294967295);
