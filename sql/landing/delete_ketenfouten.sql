-- Deletes the faults of the hub that the given files brought. Idempotent.
-- Parameter: $1 bigint[] files.
delete from landing.ketenfout
where ketenfout.bestand_id = any($1);
