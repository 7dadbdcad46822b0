-- Removes the sessions that ended before a moment. Idempotent. Parameter: $1 moment.
delete from beheer.sessie
where geeindigd_op < $1
