-- The messages that were refused with TR056 with one of the given identities. One row a message.
-- Reads only.
-- Parameter: $1 uuid[] of identities.
select
    conflict.bestand_id,
    conflict.identiteit,
    conflict.inhoud,
    conflict.dagtekening
from landing.conflict
where conflict.identiteit = any($1);
