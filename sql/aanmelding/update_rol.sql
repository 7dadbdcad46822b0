-- Gives an active account another role. One row: its number; none when there is none.
-- Idempotent. Parameters: $1 naam, $2 rol.
update beheer.gebruiker
set rol = $2
where naam = $1 and is_active
returning gebruiker_id
