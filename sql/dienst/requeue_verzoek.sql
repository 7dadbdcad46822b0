-- Puts a request back in the queue.
-- Parameters: $1 verzoek_id, $2 timestamptz not before (null: at once), $3 foutcode, $4 fout,
-- $5 boolean: whether this attempt counts.
update beheer.verzoek
set
    status = 'queued',
    niet_voor = $2,
    foutcode = $3,
    fout = $4,
    poging = case when $5 then poging else greatest(poging - 1, 0) end
where
    verzoek_id = $1
    and status = 'running';
