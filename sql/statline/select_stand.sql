-- What was last loaded of a source.
-- Parameter: $1 bron.
select
    statline_bron.tabel_id,
    statline_bron.base_url,
    statline_bron.versie,
    statline_bron.waarnemingen_op,
    statline_bron.metadata_op,
    statline_bron.aantal,
    statline_bron.selectie,
    statline_bron.structuur::text as structuur,
    statline_bron.wet,
    statline_bron.geladen_op
from beheer.statline_bron as statline_bron
where statline_bron.bron = $1;
