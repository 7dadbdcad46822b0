-- Makes an account unusable and forgets its password; the row stays, as the audit names it.
-- One row: its number; none when there is no active one. Idempotent. Parameter: $1 naam.
update beheer.gebruiker
set is_active = false, wachtwoord_hash = ''
where naam = $1 and is_active
returning gebruiker_id
