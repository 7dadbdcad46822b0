-- Stores what a catalogue holds; every row gets the moment of this look.
-- Parameters: $1 catalogus, then an array per column: $2 tabel_id, $3 titel, $4 titelfamilie,
-- $5 omschrijving, $6 status, $7 taal, $8 periode, $9 reden, $10 versie, $11 waarnemingen_op,
-- $12 metadata_op, $13 aantal.
insert into ref.statline_catalogus (
    catalogus, tabel_id, titel, titelfamilie, omschrijving, status, taal, periode, reden, versie,
    waarnemingen_op, metadata_op, aantal, eerst_gezien_op, laatst_gezien_op
)
select
    $1 as catalogus,
    nieuw.tabel_id,
    nieuw.titel,
    nieuw.titelfamilie,
    nieuw.omschrijving,
    nieuw.status,
    nieuw.taal,
    nieuw.periode,
    nieuw.reden,
    nieuw.versie,
    nieuw.waarnemingen_op,
    nieuw.metadata_op,
    nieuw.aantal,
    now() as eerst_gezien_op,
    now() as laatst_gezien_op
from
    unnest(
        $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[],
        $9::text[], $10::text[], $11::text[], $12::text[], $13::bigint[]
    ) as nieuw (
        tabel_id, titel, titelfamilie, omschrijving, status, taal, periode, reden, versie,
        waarnemingen_op, metadata_op, aantal
    )
on conflict (catalogus, tabel_id) do update
set
    titel = excluded.titel,
    titelfamilie = excluded.titelfamilie,
    omschrijving = excluded.omschrijving,
    status = excluded.status,
    taal = excluded.taal,
    periode = excluded.periode,
    reden = excluded.reden,
    versie = excluded.versie,
    waarnemingen_op = excluded.waarnemingen_op,
    metadata_op = excluded.metadata_op,
    aantal = excluded.aantal,
    laatst_gezien_op = excluded.laatst_gezien_op;
