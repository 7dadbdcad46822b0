-- Marks the tables that a catalogue no longer holds.
-- Parameters: $1 catalogus, $2 text[] identifiers that it holds.
update ref.statline_catalogus
set
    status = 'verdwenen',
    laatst_gezien_op = now()
where
    statline_catalogus.catalogus = $1
    and statline_catalogus.status != 'verdwenen'
    and statline_catalogus.tabel_id != all($2::text[]);
