-- Removes the sign-ins that never came back. Idempotent. Parameter: $1 moment.
delete from beheer.aanmeldverzoek
where verloopt_op <= $1
