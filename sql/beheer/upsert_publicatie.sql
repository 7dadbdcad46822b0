-- Writes down what the facts were computed with; the same again writes nothing. Idempotent.
-- Parameter: $1 fingerprint of the rules of this program.
insert into beheer.publicatie as publicatie (vingerafdruk, gepubliceerd_op)
values ($1, clock_timestamp())
on conflict (publicatie_id) do update
set
    vingerafdruk = excluded.vingerafdruk,
    gepubliceerd_op = excluded.gepubliceerd_op
where publicatie.vingerafdruk <> excluded.vingerafdruk;
