-- Forgets that the given files were refused with TR056: they are read again. Idempotent.
-- Parameter: $1 bigint[] files.
delete from landing.conflict
where conflict.bestand_id = any($1);
