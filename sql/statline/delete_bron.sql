-- Forgets what was loaded of a source. Parameter: $1 bron. No row when there was nothing.
delete from beheer.statline_bron
where statline_bron.bron = $1
returning statline_bron.tabel_id;
