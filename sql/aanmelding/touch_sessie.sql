-- Writes down that a session is in use. Idempotent. Parameters: $1 sessie_hash, $2 moment.
update beheer.sessie
set gezien_op = greatest(gezien_op, $2)
where sessie_hash = $1 and geeindigd_op is null
