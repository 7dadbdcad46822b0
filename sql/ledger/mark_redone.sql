-- Failed tasks of a source and kind no longer stand as failed: run $1 did their work. Idempotent.
-- Parameters: $1 run, $2 soort, $3 bron (null: all).
update beheer.taak
set overgedaan_in_run = $1
where
    status = 'failed'
    and overgedaan_in_run is null
    and soort = $2
    and run_id < $1
    and ($3::text is null or bron = $3);
