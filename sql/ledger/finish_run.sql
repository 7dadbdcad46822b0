-- Ends a run. Parameters: $1 run, $2 status, $3 foutcode, $4 fout. Idempotent but for the time.
update beheer.run
set
    status = $2,
    foutcode = $3,
    fout = $4,
    geeindigd_op = clock_timestamp()
where run_id = $1;
