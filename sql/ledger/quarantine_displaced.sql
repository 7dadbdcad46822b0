-- Puts loaded files in quarantine as a whole: an earlier message with the same identification
-- arrived.
-- What of them stood open lapses, one TR056 row takes its place. Not idempotent.
-- Parameters: $1 bigint[] files, $2 text code, $3 text uitleg.
with vervallen as (
    update beheer.quarantaine
    set
        status = 'vervallen',
        afgehandeld_op = clock_timestamp()
    where
        quarantaine.bestand_id = any($1)
        and quarantaine.status = 'open'
),

verdrongen as (
    update beheer.bestand
    set
        status = 'quarantaine',
        foutcode = $2,
        geladen = 0,
        gequarantaineerd = bestand.gelezen,
        bedrag_geladen_eurocent = 0,
        bedrag_gequarantaineerd_eurocent = bestand.bedrag_gelezen_eurocent
    where bestand.bestand_id = any($1)
    returning bestand.bestand_id, bestand.gelezen, bestand.bedrag_gelezen_eurocent
)

insert into beheer.quarantaine (
    bestand_id, plaats, code, uitleg, status, records, bedrag_eurocent, gemaakt_op
)
select
    verdrongen.bestand_id,
    'Bericht' as plaats,
    $2 as code,
    $3 as uitleg,
    'open' as status,
    verdrongen.gelezen as records,
    verdrongen.bedrag_gelezen_eurocent as bedrag_eurocent,
    clock_timestamp() as gemaakt_op
from verdrongen;
