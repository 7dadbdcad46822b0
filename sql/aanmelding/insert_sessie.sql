-- Begins a session; of a local account only while it is active and still has this role.
-- Parameters: $1 sessie_hash, $2 gebruiker_id, $3 naam, $4 rol, $5 csrf, $6 moment,
-- $7 verloopt_op.
insert into beheer.sessie (
    sessie_hash, gebruiker_id, naam, rol, csrf, begonnen_op, gezien_op, verloopt_op
)
select
    $1::bytea as sessie_hash,
    $2::bigint as gebruiker_id,
    $3::text as naam,
    $4::text as rol,
    $5::text as csrf,
    $6::timestamptz as begonnen_op,
    $6::timestamptz as gezien_op,
    $7::timestamptz as verloopt_op
where
    $2::bigint is null
    or exists (
        select 1
        from beheer.gebruiker as gebruiker
        where gebruiker.gebruiker_id = $2 and gebruiker.is_active and gebruiker.rol = $4
        for share
    )
