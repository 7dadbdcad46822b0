-- What a task published, when it was committed before: the answer to that commit may have been
-- lost. Parameter: $1 taak_id. At most one row.
select array[tabel.cellen, tabel.nieuw, tabel.gewijzigd, tabel.verdwenen, tabel.gelijk] as tellingen
from ref.statline_tabel as tabel
where tabel.taak_id = $1;
