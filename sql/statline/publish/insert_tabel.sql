-- Writes down the version of a table that was published, and what it changed. Parameters:
-- $1 tabel_id, $2 versie, $3 bron, $4 protocol, $5 base_url, $6 titel, $7 samenvatting,
-- $8 toelichting, $9 reden, $10 status, $11 frequentie, $12 licentie, $13 herkomst,
-- $14 waarnemingen_op, $15 metadata_op, $16 aantal, $17 taak_id, $18 moment, and $19 the cells:
-- read, new, changed, gone, the same; $20 the text that names the source.
insert into ref.statline_tabel (
    tabel_id, versie, bron, protocol, base_url, titel, samenvatting, toelichting, reden, status,
    frequentie, licentie, herkomst, bron_vermelding, waarnemingen_op, metadata_op, aantal, taak_id,
    geladen_op, cellen, nieuw, gewijzigd, verdwenen, gelijk
)
select
    $1 as tabel_id,
    $2 as versie,
    $3 as bron,
    $4 as protocol,
    $5 as base_url,
    $6 as titel,
    $7 as samenvatting,
    $8 as toelichting,
    $9 as reden,
    $10 as status,
    $11 as frequentie,
    $12 as licentie,
    $13 as herkomst,
    $20 as bron_vermelding,
    $14 as waarnemingen_op,
    $15 as metadata_op,
    $16 as aantal,
    $17 as taak_id,
    $18 as geladen_op,
    ($19::bigint[])[1] as cellen,
    ($19::bigint[])[2] as nieuw,
    ($19::bigint[])[3] as gewijzigd,
    ($19::bigint[])[4] as verdwenen,
    ($19::bigint[])[5] as gelijk;
