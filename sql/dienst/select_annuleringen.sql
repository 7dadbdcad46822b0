-- Requests to stop something, oldest first, with how the request that they mean stands.
-- Grain: one row per request to stop. Reads only.
select
    stop.verzoek_id,
    stop.doel_run_id,
    stop.doel_verzoek_id,
    doel.verzoek_id as gevonden_id,
    doel.status as gevonden_status
from beheer.verzoek as stop
left join beheer.verzoek as doel
    on
        stop.doel_verzoek_id = doel.verzoek_id
        or (doel.status = 'running' and stop.doel_run_id = doel.run_id)
where
    stop.soort = 'annuleren'
    and stop.status in ('queued', 'running')
order by stop.verzoek_id;
