-- Gives the lock back at once; the end of a session frees it when the server gets to it.
-- One row, one boolean. Parameter: $1 number of the lock.
select pg_advisory_unlock($1) as is_released;
