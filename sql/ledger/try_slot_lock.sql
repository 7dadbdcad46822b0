-- Tries to take the lock of the one writer, for as long as the session lives. One row, one boolean.
-- Parameter: $1 bigint, the key of the lock. Taking it twice in one session succeeds.
select pg_try_advisory_lock($1) as is_taken;
