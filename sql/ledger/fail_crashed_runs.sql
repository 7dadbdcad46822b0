-- Runs that stand as running while the caller holds the slot have crashed. Idempotent.
-- Parameter: $1 bigint fencing number of the caller.
update beheer.run
set
    status = 'failed',
    foutcode = 'CRASHED',
    fout = 'the process ended before the run did',
    geeindigd_op = clock_timestamp()
where
    status in ('queued', 'running')
    and fencing < $1;
