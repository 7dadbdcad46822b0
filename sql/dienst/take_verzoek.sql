-- Begins with the oldest request that waits and whose time has come. At most one row.
-- Parameter: $1 timestamptz, now.
with volgende as (
    select verzoek.verzoek_id
    from beheer.verzoek
    where
        verzoek.status = 'queued'
        and verzoek.soort <> 'annuleren'
        and (verzoek.niet_voor is null or verzoek.niet_voor <= $1)
    order by verzoek.verzoek_id
    limit 1
    for update skip locked
)

update beheer.verzoek
set
    status = 'running',
    poging = verzoek.poging + 1,
    run_id = null,
    foutcode = null,
    fout = null,
    begonnen_op = $1
from volgende
where verzoek.verzoek_id = volgende.verzoek_id
returning
    verzoek.verzoek_id, verzoek.soort, verzoek.bronnen, verzoek.doel_run_id, verzoek.doel_taak_id,
    verzoek.doel_rijen, verzoek.doel_code, verzoek.van, verzoek.tot, verzoek.peildatum,
    verzoek.is_bevestigd, verzoek.is_mislukt, verzoek.plan, verzoek.wie, verzoek.poging;
