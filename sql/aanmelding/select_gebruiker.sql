-- The active account of this name. Grain: at most one row. Reads only. Parameter: $1 naam.
select
    gebruiker.gebruiker_id,
    gebruiker.naam,
    gebruiker.wachtwoord_hash,
    gebruiker.rol
from beheer.gebruiker as gebruiker
where gebruiker.naam = $1 and gebruiker.is_active
