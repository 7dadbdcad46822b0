-- A night with refusals, an act of a person, and a service that leads.
insert into beheer.run (
    run_id, rerun_van, soort, status, gestart_door, versie, foutcode, fout, fencing, peildatum,
    gestart_op, geeindigd_op
)
overriding system value
values
(
    1, null, 'run', 'partial', 'planner', '0.1.0', null, null, 1, '2026-11-20',
    '2026-11-20 03:00:00+00', '2026-11-20 03:02:00+00'
);

insert into beheer.taak (
    taak_id, run_id, overgedaan_in_run, bron, soort, eenheid, status, poging, is_gepubliceerd,
    foutcode, fout, gelezen, geladen, gequarantaineerd, dubbel, bedrag_gelezen_eurocent,
    bedrag_geladen_eurocent, bedrag_gequarantaineerd_eurocent, bedrag_dubbel_eurocent, gestart_op,
    geeindigd_op
)
values
(
    1, 1, null, 'berichten', 'inlezen', 'bestanden 1-3', 'partial', 1, true, null, null, 8, 5, 3, 0,
    0, 0, 0, 0, '2026-11-20 03:00:01+00', '2026-11-20 03:00:02+00'
);

insert into beheer.bestand (
    bestand_id, taak_id, bron, naam, sha256, grootte, gewijzigd_ns, status, gelezen, geladen,
    gequarantaineerd, dubbel, bedrag_gelezen_eurocent, bedrag_geladen_eurocent,
    bedrag_gequarantaineerd_eurocent, bedrag_dubbel_eurocent
)
values
(
    1, 1, 'berichten', '=SOM(1).xml', repeat('a', 64), 1, 1, 'quarantaine', 1, 0, 1, 0, 0, 0, 0, 0
),
(
    2, 1, 'berichten', 'client_999900006.xml', repeat('b', 64), 1, 1, 'quarantaine', 1, 0, 1, 0, 0,
    0, 0, 0
),
(
    3, 1, 'jeugd', '<b>323</b>.xml', repeat('c', 64), 1, 1, 'deels', 6, 5, 1, 0, 0, 0, 0, 0
);

insert into beheer.quarantaine (
    quarantaine_id, bestand_id, regelnummer, plaats, code, uitleg, status, records,
    bedrag_eurocent, gemaakt_op, afgehandeld_op
)
overriding system value
values
(
    1, 1, null, 'regel 1 (byte 0)', 'XML_NAMESPACE', 'De namespace hoort niet bij iWmo of iJw.',
    'open', 1, null, '2026-11-20 03:00:01+00', null
),
(
    2, 2, null, 'regel 1 (byte 0)', 'XML_NAMESPACE', 'De namespace hoort niet bij iWmo of iJw.',
    'open', 1, null, '2026-11-20 03:00:02+00', null
),
(
    3, 3, 4, 'regel 9 (byte 99) Bericht/Prestatie', 'CODE_UNKNOWN',
    'Een code staat niet in de codelijst van deze wet.', 'open', 1, 123456,
    '2026-11-20 03:00:03+00', null
),
(
    4, 3, 5, 'regel 12 (byte 120) Bericht/Prestatie', 'CODE_UNKNOWN',
    'Een code staat niet in de codelijst van deze wet.', 'opgelost', 1, -100,
    '2026-11-20 03:00:03+00', '2026-11-20 09:00:00+00'
);

insert into beheer.audit (audit_id, wie, handeling, object, resultaat, herkomst, op)
overriding system value
values
(
    1, 'a.jansen', 'quarantaine opgelost', 'quarantaine 4', '=afgesproken met de aanbieder',
    'opdrachtregel', '2026-11-20 09:00:00+00'
),
(
    2, 'planner', 'run', 'run bronnen= peildatum=', 'aangenomen als verzoek 1', 'planner',
    '2026-11-20 23:30:00+00'
);

insert into beheer.sleutel (sleutel_id, eerste_gebruik)
values ('212c3134fe19c4dd', '2026-11-20 03:00:00+00');

update beheer.leider
set
    host = 'sluis-1',
    pid = 4711,
    versie = '0.1.0',
    fencing = 3,
    sinds = '2026-11-20 02:00:00+00',
    hartslag = '2026-11-22 23:29:50+00';

update public._sqlx_migrations
set installed_on = '2026-11-19 10:00:00+00';
