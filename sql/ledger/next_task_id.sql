-- Reserves a task number. One row. Gaps mean nothing.
select nextval('beheer.taak_id_seq') as taak_id;
