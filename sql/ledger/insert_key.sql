-- Stores the id of the pseudonym key on its first use; a later key changes nothing. Idempotent.
-- Parameter: $1 text id.
insert into beheer.sleutel (sleutel_id, eerste_gebruik)
values ($1, now())
on conflict do nothing;
