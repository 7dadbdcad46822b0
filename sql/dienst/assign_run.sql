-- Which run does a request. Parameters: $1 verzoek_id, $2 run_id. Idempotent.
update beheer.verzoek
set run_id = $2
where
    verzoek_id = $1
    and status = 'running';
