-- Lists the newest requests to the service, those that are open first.
-- Grain: one row per request. Reads only. Parameter: $1 number of rows.
select
    verzoek.verzoek_id,
    verzoek.soort,
    verzoek.inhoud,
    verzoek.reden,
    verzoek.plan,
    verzoek.wie,
    verzoek.herkomst,
    verzoek.status,
    verzoek.poging,
    verzoek.run_id,
    verzoek.foutcode,
    verzoek.fout,
    verzoek.gevraagd_op,
    verzoek.niet_voor,
    verzoek.begonnen_op,
    verzoek.afgehandeld_op
from beheer.verzoek as verzoek
order by (verzoek.status in ('queued', 'running')) desc, verzoek.verzoek_id desc
limit $1
