-- Remembers what was last loaded of a source. Parameters: $1 bron, $2 tabel_id, $3 base_url,
-- $4 protocol, $5 versie, $6 waarnemingen_op, $7 metadata_op, $8 aantal, $9 selectie,
-- $10 structuur, $11 taak_id, $12 moment, $13 wet, $14 vaste_periode, $15 vast_gebied_sk,
-- $16 kaartjaar. Idempotent.
insert into beheer.statline_bron (
    bron, tabel_id, base_url, protocol, versie, waarnemingen_op, metadata_op, aantal, selectie,
    structuur, taak_id, geladen_op, wet, vaste_periode, vast_gebied_sk, kaartjaar
)
values (
    $1, $2, $3, $4, $5, $6, $7, $8, $9, $10::text::jsonb, $11, $12, $13, $14, $15, $16
)
on conflict (bron) do update
set
    tabel_id = excluded.tabel_id,
    base_url = excluded.base_url,
    protocol = excluded.protocol,
    versie = excluded.versie,
    waarnemingen_op = excluded.waarnemingen_op,
    metadata_op = excluded.metadata_op,
    aantal = excluded.aantal,
    selectie = excluded.selectie,
    structuur = excluded.structuur,
    taak_id = excluded.taak_id,
    geladen_op = excluded.geladen_op,
    wet = excluded.wet,
    vaste_periode = excluded.vaste_periode,
    vast_gebied_sk = excluded.vast_gebied_sk,
    kaartjaar = excluded.kaartjaar;
