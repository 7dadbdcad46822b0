-- Begins a pull.
-- Parameters: $1 bron, $2 tabel_id, $3 versie, $4 vingerafdruk.
insert into landing.statline_trek (bron, tabel_id, versie, vingerafdruk, begonnen_op)
values ($1, $2, $3, $4, clock_timestamp())
returning trek_id;
