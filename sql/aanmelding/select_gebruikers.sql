-- Lists the local accounts, also those that were removed.
-- Grain: one row per account. Reads only.
select
    gebruiker.naam,
    gebruiker.rol,
    gebruiker.is_active,
    gebruiker.aangemaakt_op,
    gebruiker.wachtwoord_op,
    gebruiker.aangemeld_op
from beheer.gebruiker as gebruiker
order by gebruiker.naam
