-- The versions of a table that were loaded, newest first.
-- Parameter: $1 tabel_id.
select
    statline_tabel.versie,
    statline_tabel.bron,
    statline_tabel.reden,
    statline_tabel.cellen,
    statline_tabel.nieuw,
    statline_tabel.gewijzigd,
    statline_tabel.verdwenen,
    statline_tabel.gelijk,
    statline_tabel.geladen_op
from ref.statline_tabel as statline_tabel
where statline_tabel.tabel_id = $1
order by statline_tabel.geladen_op desc, statline_tabel.bron asc;
