-- What every source of CBS loaded last.
select
    bron.bron,
    bron.tabel_id,
    bron.base_url,
    bron.protocol,
    bron.versie,
    bron.selectie,
    bron.geladen_op
from beheer.statline_bron as bron
order by bron.tabel_id, bron.bron;
