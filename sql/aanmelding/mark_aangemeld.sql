-- Writes down when an account signed in. Idempotent. Parameters: $1 gebruiker_id, $2 moment.
update beheer.gebruiker
set aangemeld_op = $2
where gebruiker_id = $1
