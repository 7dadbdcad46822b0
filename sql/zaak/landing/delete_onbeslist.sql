-- A full delivery goes before those of its day: what they were in doubt of counts no longer.
-- Parameters: $1 bron, $2 text entity, $3 date. Idempotent.
delete from beheer.csv_onbeslist as onbeslist
where
    onbeslist.bron = $1
    and onbeslist.entiteit = $2
    and onbeslist.peildatum = $3;
