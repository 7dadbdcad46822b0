-- A message did not arrive; it stays due. Idempotent. Parameters: $1 melding, $2 kanaal, $3 fout.
update beheer.bezorging
set fout = $3
where melding_id = $1 and kanaal = $2 and status = 'wacht'
