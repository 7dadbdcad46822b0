-- A signal is over. Idempotent. Parameters: $1 signaal, $2 moment.
update beheer.signaal
set
    status = 'over',
    over_op = $2,
    laatst_gemeld = $2
where signaal_id = $1 and status = 'open'
