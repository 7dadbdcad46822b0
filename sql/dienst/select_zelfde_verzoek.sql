-- The request with this key, else the open one with this content.
-- Grain: at most one row. Reads only. Parameters: $1 sleutel, $2 inhoud.
select verzoek.verzoek_id
from beheer.verzoek as verzoek
where
    verzoek.sleutel = $1
    or (verzoek.inhoud = $2 and verzoek.status in ('queued', 'running'))
order by verzoek.sleutel = $1 desc
limit 1
