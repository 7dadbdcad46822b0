-- Tries to take a lock for as long as the session lives. One row, one boolean.
-- Parameter: $1 bigint, the key of the lock.
select pg_try_advisory_lock($1) as is_taken;
