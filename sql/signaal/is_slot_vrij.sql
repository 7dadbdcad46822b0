-- Whether no session holds the slot, and the moment at which that was so. Ask it before
-- select_laatste_run.sql, never in the same statement: only then a run that began before that
-- moment and still stands as running has lost its process. Grain: one row. Reads only.
-- Parameter: $1 bigint key of the lock of the slot.
select
    now() as moment,
    not exists (
        select 1
        from pg_catalog.pg_locks as slot_lock
        where
            slot_lock.locktype = 'advisory'
            and slot_lock.granted
            and slot_lock.objsubid = 1
            and slot_lock.database = (
                select pg_database.oid
                from pg_catalog.pg_database
                where pg_database.datname = current_database()
            )
            and slot_lock.classid::bigint = $1 >> 32
            and slot_lock.objid::bigint = ($1 & 4294967295)
    ) as is_vrij
