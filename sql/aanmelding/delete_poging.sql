-- Forgets the failures of an account that signed in. Idempotent. Parameter: $1 sleutel_hash.
delete from beheer.aanmeldpoging
where sleutel_hash = $1
