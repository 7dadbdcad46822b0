-- Writes a file down. Parameters: $1 bestand_id, $2 taak_id, $3 dubbel_van, $4 bron, $5 naam,
-- $6 sha256, $7 grootte, $8 gewijzigd_ns, $9 status, $10 foutcode, $11 integer[] rows: read,
-- loaded, quarantined, duplicate. Not idempotent.
insert into beheer.bestand (
    bestand_id, taak_id, dubbel_van, bron, naam, sha256, grootte, gewijzigd_ns, status, foutcode,
    gelezen, geladen, gequarantaineerd, dubbel,
    bedrag_gelezen_eurocent, bedrag_geladen_eurocent,
    bedrag_gequarantaineerd_eurocent, bedrag_dubbel_eurocent
)
values (
    $1, $2, $3, $4, $5, encode($6::bytea, 'hex'), $7, $8, $9, $10,
    ($11::integer[])[1], ($11::integer[])[2], ($11::integer[])[3], ($11::integer[])[4],
    0, 0, 0, 0
);
