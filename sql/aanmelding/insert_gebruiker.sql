-- Makes a local account, or makes one that was removed active again under a new password and role.
-- One row: its number; none when there is an active account of that name.
-- Parameters: $1 naam, $2 wachtwoord_hash, $3 rol, $4 moment.
insert into beheer.gebruiker (
    naam, wachtwoord_hash, rol, is_active, aangemaakt_op, wachtwoord_op
)
values ($1, $2, $3, true, $4, $4)
on conflict (naam) do update set
    wachtwoord_hash = excluded.wachtwoord_hash,
    rol = excluded.rol,
    is_active = true,
    wachtwoord_op = excluded.wachtwoord_op
where not gebruiker.is_active
returning gebruiker_id
