-- Remembers the law that the cells of a source have. Parameters: $1 bron, $2 wet. Idempotent.
-- One row: the table of the source.
update beheer.statline_bron
set wet = $2
where statline_bron.bron = $1
returning statline_bron.tabel_id;
