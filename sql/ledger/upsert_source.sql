-- Writes down that a run read a source to its end, without a failed task. Idempotent but for the
-- time. Parameters: $1 run, $2 bron.
insert into beheer.bron (bron, run_id, gelukt_op)
values ($2, $1, clock_timestamp())
on conflict (bron) do update
set
    run_id = excluded.run_id,
    gelukt_op = excluded.gelukt_op;
