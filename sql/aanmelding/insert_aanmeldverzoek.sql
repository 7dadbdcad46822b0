-- Remembers a sign-in that is on its way to the provider; refuses when far too many are.
-- Parameters: $1 staat_hash, $2 begin_hash, $3 nonce, $4 verifier, $5 naar, $6 verloopt_op,
-- $7 most rows.
insert into beheer.aanmeldverzoek (
    staat_hash, begin_hash, nonce, verifier, naar, verloopt_op
)
select
    $1::bytea as staat_hash,
    $2::bytea as begin_hash,
    $3::text as nonce,
    $4::text as verifier,
    $5::text as naar,
    $6::timestamptz as verloopt_op
where (select count(*) from beheer.aanmeldverzoek) < $7
