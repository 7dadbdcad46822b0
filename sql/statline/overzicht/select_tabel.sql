-- What the warehouse knows of a table: its newest loaded version, by its id in any case.
-- Parameters: $1 tabel_id.
select
    tabel.tabel_id,
    tabel.protocol,
    tabel.base_url,
    tabel.titel,
    tabel.samenvatting,
    tabel.versie,
    tabel.waarnemingen_op,
    tabel.metadata_op,
    tabel.aantal,
    tabel.reden,
    tabel.status,
    tabel.frequentie,
    tabel.licentie,
    tabel.herkomst
from ref.statline_tabel as tabel
where lower(tabel.tabel_id) = lower($1)
order by tabel.geladen_op desc
limit 1;
