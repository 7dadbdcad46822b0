-- Remembers messages in landing that are about to be deleted because an earlier one arrived
-- (TR056). Idempotent.
-- Parameter: $1 bigint[] files.
insert into landing.conflict (
    bestand_id, identiteit, wet, berichtsoort, gemeentecode, agb_code, identificatie, inhoud,
    dagtekening
)
select
    bericht.bestand_id,
    bericht.identiteit,
    bericht.wet,
    bericht.berichtsoort,
    bericht.gemeentecode,
    bericht.agb_code,
    bericht.identificatie,
    bericht.inhoud,
    bericht.dagtekening
from landing.bericht
where bericht.bestand_id = any($1)
on conflict do nothing;
