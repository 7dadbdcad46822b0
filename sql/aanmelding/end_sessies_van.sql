-- Ends the sessions of an account. Idempotent.
-- Parameters: $1 gebruiker_id, $2 moment, $3 einde.
update beheer.sessie
set geeindigd_op = $2, einde = $3
where gebruiker_id = $1 and geeindigd_op is null
