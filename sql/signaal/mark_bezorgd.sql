-- A message arrived. Idempotent. Parameters: $1 melding, $2 kanaal, $3 moment.
update beheer.bezorging
set
    status = 'bezorgd',
    bezorgd_op = $3,
    fout = null
where melding_id = $1 and kanaal = $2 and status = 'wacht'
