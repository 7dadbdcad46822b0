-- Ends a request that is open. Idempotent but for the time.
-- Parameters: $1 verzoek_id, $2 status, $3 foutcode, $4 fout, $5 timestamptz now.
update beheer.verzoek
set
    status = $2,
    foutcode = $3,
    fout = $4,
    niet_voor = null,
    afgehandeld_op = $5
where
    verzoek_id = $1
    and status in ('queued', 'running');
