-- What stands open of a file lapses when a new file with its name was loaded as a whole: the
-- repaired message. A new file that is refused, in part or as a whole, or that repeats a message,
-- may be another message under a name used before: then the old rows stay open. Idempotent.
-- Starts from what is open: that is little, and the new files may be many.
-- Parameters: $1 bron, $2 text[] names of those new files, $3 the lowest of their numbers.
with open_bestand as materialized (
    select distinct quarantaine.bestand_id
    from beheer.quarantaine
    where quarantaine.status = 'open' and quarantaine.bestand_id < $3
),

vervangen as materialized (
    select bestand.bestand_id
    from open_bestand
    inner join beheer.bestand on open_bestand.bestand_id = bestand.bestand_id
    where bestand.bron = $1 and bestand.naam = any($2)
)

update beheer.quarantaine
set
    status = 'vervallen',
    afgehandeld_op = clock_timestamp()
from vervangen
where quarantaine.bestand_id = vervangen.bestand_id and quarantaine.status = 'open';
