-- Three nights: one that went well, one with a folder that was gone and refusals, one that failed as a whole.
insert into beheer.run (
    run_id, rerun_van, soort, status, gestart_door, versie, foutcode, fout, fencing, peildatum,
    gestart_op, geeindigd_op
)
overriding system value
values
(
    1, null, 'run', 'succeeded', 'planner', '0.1.0', null, null, 1, '2026-11-19',
    '2026-11-19 03:00:00+00', '2026-11-19 03:03:12+00'
),
(
    2, null, 'run', 'partial', 'planner', '0.1.0', null, null, 2, '2026-11-20',
    '2026-11-20 03:00:00+00', '2026-11-20 03:02:00+00'
),
(
    3, null, 'run', 'failed', 'planner', '0.1.0', '53100', 'the database refused: 53100', 3,
    '2026-11-22', '2026-11-22 03:00:00+00', '2026-11-22 03:00:09.4+00'
);

insert into beheer.taak (
    taak_id, run_id, overgedaan_in_run, bron, soort, eenheid, status, poging, is_gepubliceerd,
    foutcode, fout, gelezen, geladen, gequarantaineerd, dubbel, bedrag_gelezen_eurocent,
    bedrag_geladen_eurocent, bedrag_gequarantaineerd_eurocent, bedrag_dubbel_eurocent, gestart_op,
    geeindigd_op
)
values
(
    1, 1, null, 'berichten', 'inlezen', 'bestanden 1-1000', 'succeeded', 1, true, null, null, 1200,
    1190, 0, 10, 0, 0, 0, 0, '2026-11-19 03:00:01+00', '2026-11-19 03:02:00+00'
),
(
    2, 1, null, 'dwh', 'publiceren', 'ketens', 'succeeded', 1, true, null, null, 400, 400, 0, 0, 0,
    0, 0, 0, '2026-11-19 03:02:00+00', '2026-11-19 03:03:12+00'
),
(
    3, 2, null, 'berichten', 'inlezen', 'bestanden 1-3', 'partial', 1, true, null, null, 8, 5, 3, 0,
    0, 0, 0, 0, '2026-11-20 03:00:01+00', '2026-11-20 03:00:02+00'
),
(
    4, 2, null, 'zaken', 'inlezen', 'zaken_999900006.csv', 'failed', 1, true, 'CSV_HEADER',
    'zaken_999900006.csv: De kolomkoppen kloppen niet.', 0, 0, 0, 0, 0, 0, 0, 0,
    '2026-11-20 03:00:03+00', '2026-11-20 03:00:03+00'
),
(
    5, 3, null, 'berichten', 'inlezen', 'bestanden 1-9', 'failed', 3, false, '53100',
    'the database refused: 53100', 0, 0, 0, 0, 0, 0, 0, 0, '2026-11-22 03:00:01+00',
    '2026-11-22 03:00:09+00'
);

insert into beheer.bron (bron, run_id, gelukt_op)
values ('berichten', 2, '2026-11-20 03:02:00+00'),
('oud', 1, '2026-11-19 03:03:12+00');

insert into beheer.bestand (
    bestand_id, taak_id, bron, naam, sha256, grootte, gewijzigd_ns, status, gelezen, geladen,
    gequarantaineerd, dubbel, bedrag_gelezen_eurocent, bedrag_geladen_eurocent,
    bedrag_gequarantaineerd_eurocent, bedrag_dubbel_eurocent
)
values
(1, 3, 'berichten', 'a.xml', repeat('0', 64), 5000, 1, 'geladen', 5, 5, 0, 0, 0, 0, 0, 0),
(2, 3, 'berichten', 'b.xml', repeat('1', 64), 0, 1, 'quarantaine', 3, 0, 3, 0, 0, 0, 0, 0);

insert into beheer.quarantaine (
    bestand_id, regelnummer, plaats, code, uitleg, status, records, gemaakt_op
)
values
(
    2, null, 'byte 0', 'FILE_EMPTY', 'Het bestand is leeg. Vraag het opnieuw op bij de afzender.',
    'open', 3, '2026-11-20 03:00:02+00'
);

insert into beheer.verzoek (
    verzoek_id, sleutel, soort, inhoud, bronnen, doel_run_id, is_bevestigd, is_mislukt, reden, plan,
    wie, herkomst, status, poging, run_id, foutcode, fout, gevraagd_op, begonnen_op, afgehandeld_op
)
overriding system value
values
(
    1, '00000000-0000-0000-0000-000000000001', 'run', 'run bronnen= peildatum=', '{}', null, false,
    false, null, 'nacht', 'planner', 'planner', 'failed', 1, 3, '53100', 'x',
    '2026-11-22 03:00:00+00', '2026-11-22 03:00:00+00', '2026-11-22 03:00:10+00'
),
(
    2, '00000000-0000-0000-0000-000000000002', 'rerun', 'rerun mislukt run=2', '{}', 2, false,
    true, 'map is terug', null, 'a.jansen', 'pagina', 'queued', 0, null, null, null,
    '2026-11-22 07:30:00+00', null, null
);

select setval(pg_get_serial_sequence('beheer.run', 'run_id'), 3);
select setval(pg_get_serial_sequence('beheer.verzoek', 'verzoek_id'), 2);
select setval('beheer.taak_id_seq', 5);
