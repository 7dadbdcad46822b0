-- Ends the sessions that are too old or were not used for too long. Idempotent.
-- Parameters: $1 moment, $2 moment since which a session must have been used.
update beheer.sessie
set geeindigd_op = $1, einde = 'verlopen'
where geeindigd_op is null and (verloopt_op <= $1 or gezien_op <= $2)
