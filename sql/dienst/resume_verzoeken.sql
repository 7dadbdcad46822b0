-- Requests that stand as running although nobody does them: their process is gone. Those that were
-- tried often enough end, the others wait again. One row a request: its number and status.
-- Parameters: $1 integer tries at most, $2 timestamptz now.
update beheer.verzoek
set
    status = case when poging >= $1 then 'failed' else 'queued' end,
    foutcode = 'CRASHED',
    fout = 'the process ended before the run did',
    niet_voor = null,
    afgehandeld_op = case when poging >= $1 then $2::timestamptz end
where status = 'running'
returning verzoek_id, status;
