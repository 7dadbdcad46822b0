-- Lets one program at a time make the functions; the lock goes with the transaction. The number is
-- arbitrary and of this purpose only.
select pg_advisory_xact_lock(7239005116);
