-- Lets the next publication count the last task of a source as not published. Idempotent.
-- Parameter: $1 bron.
update beheer.taak
set is_gepubliceerd = false
where
    taak.taak_id = (
        select max(laatste.taak_id)
        from beheer.taak as laatste
        where laatste.bron = $1 and laatste.soort = 'inlezen'
    );
