-- Lists requests to the service with what was asked, those that are open first.
-- Grain: one row per request. Reads only.
-- Parameters: $1 number of rows, $2 only about or done by this run (null: all), $3 done ones only
-- when they ended after this moment (null: whenever).
select
    verzoek.verzoek_id,
    verzoek.soort,
    verzoek.bronnen,
    verzoek.doel_run_id,
    verzoek.doel_taak_id,
    verzoek.doel_rijen,
    verzoek.doel_code,
    verzoek.van,
    verzoek.tot,
    verzoek.is_mislukt,
    verzoek.plan,
    verzoek.wie,
    verzoek.herkomst,
    verzoek.status,
    verzoek.poging,
    verzoek.run_id,
    verzoek.foutcode,
    verzoek.gevraagd_op,
    verzoek.niet_voor,
    verzoek.begonnen_op,
    verzoek.afgehandeld_op
from beheer.verzoek as verzoek
where
    ($2::bigint is null or verzoek.run_id = $2 or verzoek.doel_run_id = $2)
    and ($3::timestamptz is null or coalesce(verzoek.afgehandeld_op, $3) >= $3)
order by (verzoek.status in ('queued', 'running')) desc, verzoek.verzoek_id desc
limit $1
