-- What stands open of a file lapses when a new file with its name was read. Idempotent.
-- Parameters: $1 bron, $2 text[] names of the new files, $3 bigint[] numbers of the new files.
update beheer.quarantaine
set
    status = 'vervallen',
    afgehandeld_op = clock_timestamp()
from beheer.bestand
where
    quarantaine.bestand_id = bestand.bestand_id
    and quarantaine.status = 'open'
    and bestand.bron = $1
    and bestand.naam = any($2)
    and bestand.bestand_id <> all($3);
