-- The session of this token, when it holds: not ended, not too old, used not too long ago, and of
-- an account that is active and has that role.
-- Grain: at most one row. Reads only.
-- Parameters: $1 sessie_hash, $2 moment, $3 moment since which it must have been used.
select
    sessie.naam,
    sessie.rol,
    sessie.csrf,
    sessie.gebruiker_id is null as is_extern,
    sessie.gezien_op
from beheer.sessie as sessie
left join beheer.gebruiker as gebruiker on sessie.gebruiker_id = gebruiker.gebruiker_id
where
    sessie.sessie_hash = $1
    and sessie.geeindigd_op is null
    and sessie.verloopt_op > $2
    and sessie.gezien_op > $3
    and (
        sessie.gebruiker_id is null
        or (gebruiker.is_active and sessie.rol = gebruiker.rol)
    )
