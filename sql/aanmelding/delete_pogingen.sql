-- Removes the attempts that no longer count. Idempotent. Parameter: $1 moment.
delete from beheer.aanmeldpoging
where laatst_op < $1 and vrij_op < $1
