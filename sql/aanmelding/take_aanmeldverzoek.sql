-- Takes the sign-in that comes back from the provider: once, by the browser that began.
-- Grain: at most one row. Parameters: $1 staat_hash, $2 begin_hash, $3 moment.
delete from beheer.aanmeldverzoek
where staat_hash = $1 and begin_hash = $2 and verloopt_op > $3
returning nonce, verifier, naar
