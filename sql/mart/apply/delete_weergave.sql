-- Forgets the views that were made before.
-- Idempotent.
delete from beheer.weergave
where true;
