-- Gives an active account another password. One row: its number; none when there is none.
-- Idempotent. Parameters: $1 naam, $2 wachtwoord_hash, $3 moment.
update beheer.gebruiker
set wachtwoord_hash = $2, wachtwoord_op = $3
where naam = $1 and is_active
returning gebruiker_id
