-- What stands open of a file lapses when a new file with its name was loaded as a whole: the
-- repaired message. A new file that is refused, in part or as a whole, or that repeats a message,
-- may be another message under a name used before: then the old rows stay open. Idempotent.
-- Starts from what is open: that is little, and the new files may be many.
-- Parameters: $1 bron, $2 text[] names of those new files, $3 the lowest of their numbers.
with vervangen as materialized (
    select bestand.bestand_id
    from beheer.bestand
    where
        bestand.bestand_id = any(array(
            select distinct quarantaine.bestand_id
            from beheer.quarantaine
            where quarantaine.status = 'open' and quarantaine.bestand_id < $3
        ))
        and bestand.bron = $1
        and bestand.naam = any($2)
)

update beheer.quarantaine
set
    status = 'vervallen',
    afgehandeld_op = clock_timestamp()
from vervangen
where quarantaine.bestand_id = vervangen.bestand_id and quarantaine.status = 'open';
