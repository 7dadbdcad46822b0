-- How long a first delivery waits for a table that somebody reads, such as a backup, before it
-- does without. For the transaction only. Idempotent.
set local lock_timeout = '2s';
