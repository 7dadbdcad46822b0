-- Closes what stands open of files that are read again. Idempotent. Parameter: $1 bigint[] files.
update beheer.quarantaine
set
    status = 'opgelost',
    afgehandeld_op = clock_timestamp()
where
    bestand_id = any($1)
    and status = 'open';
