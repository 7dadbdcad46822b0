-- Marks the tables that a catalogue no longer holds; when they were seen last stays.
-- Parameters: $1 catalogus, $2 text[] identifiers that it holds.
update ref.statline_catalogus
set status = 'verdwenen'
where
    statline_catalogus.catalogus = $1
    and statline_catalogus.status != 'verdwenen'
    and statline_catalogus.tabel_id != all($2::text[]);
