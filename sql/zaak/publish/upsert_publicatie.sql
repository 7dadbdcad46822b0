-- Writes down which deliveries were published. Idempotent.
-- Parameters: $1 fingerprint of the rules and the deliveries, $2 run.
insert into beheer.csv_publicatie as oud (vingerafdruk, run_id, gepubliceerd_op)
values ($1, $2, clock_timestamp())
on conflict (publicatie_id) do update
set
    vingerafdruk = excluded.vingerafdruk,
    run_id = excluded.run_id,
    gepubliceerd_op = excluded.gepubliceerd_op
where oud.vingerafdruk <> excluded.vingerafdruk;
