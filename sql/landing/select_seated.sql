-- The messages in landing with one of the given identities. One row a message. Reads only.
-- Parameter: $1 uuid[] of identities.
select
    bericht.bestand_id,
    bericht.identiteit,
    bericht.inhoud,
    bericht.dagtekening
from landing.bericht
where bericht.identiteit = any($1);
