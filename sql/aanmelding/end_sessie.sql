-- Ends a session. Idempotent: one that ended stays as it is.
-- Parameters: $1 sessie_hash, $2 moment, $3 einde.
update beheer.sessie
set geeindigd_op = $2, einde = $3
where sessie_hash = $1 and geeindigd_op is null
