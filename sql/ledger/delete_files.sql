-- Makes room for the new rows of files that are read again under their own numbers. Idempotent.
-- Parameter: $1 bigint[] files.
delete from beheer.bestand
where bestand_id = any($1);
