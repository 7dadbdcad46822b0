-- Lets one command at a time replace a reference list; the lock goes with the transaction.
-- Reads only. No parameters.
select pg_advisory_xact_lock(hashtext('sluis'), hashtext('referentie'))
