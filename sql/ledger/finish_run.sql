-- Ends a run. Parameters: $1 run, $2 status, $3 foutcode, $4 fout. Idempotent: what ended stays so,
-- also when a later run marked it as crashed and its process wakes up after all.
update beheer.run
set
    status = $2,
    foutcode = $3,
    fout = $4,
    geeindigd_op = clock_timestamp()
where
    run_id = $1
    and status in ('queued', 'running');
