-- Takes a request back that was not begun. One row when it was so, none when not.
-- Parameters: $1 verzoek_id, $2 timestamptz now.
update beheer.verzoek
set
    status = 'cancelled',
    niet_voor = null,
    afgehandeld_op = $2
where
    verzoek_id = $1
    and status = 'queued'
returning verzoek_id;
