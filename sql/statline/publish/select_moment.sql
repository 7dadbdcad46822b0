-- The moment of this publication: later than any of the table before, also when the clock of the
-- server was set back. Parameter: $1 tabel_id. One row.
select greatest(
    now(),
    max(tabel.geladen_op) + interval '1 microsecond'
) as moment
from ref.statline_tabel as tabel
where tabel.tabel_id = $1;
