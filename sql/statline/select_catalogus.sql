-- The tables of a catalogue that were seen before, gone or not.
-- Parameter: $1 catalogus.
select statline_catalogus.tabel_id
from ref.statline_catalogus as statline_catalogus
where statline_catalogus.catalogus = $1;
