-- Creates the ledger: runs, tasks, files, quarantine, key id, slot and audit.
-- Not idempotent: runs once, as a numbered migration.

create schema beheer;

comment on schema beheer is
'Grootboek van Sluis: welke runs, taken en bestanden er waren, wat is geweigerd en waarom.';

create table beheer.run (
    run_id bigint generated always as identity,
    rerun_van bigint null,
    soort text not null,
    status text not null,
    gestart_door text not null,
    versie text not null,
    foutcode text null,
    fout text null,
    fencing bigint not null,
    peildatum date not null,
    gestart_op timestamptz not null,
    geeindigd_op timestamptz null,
    constraint run_pkey primary key (run_id),
    constraint run_rerun_van_fkey foreign key (rerun_van) references beheer.run (run_id),
    constraint run_soort_check check (soort in ('run', 'rerun', 'replay')),
    constraint run_status_check check (
        status in ('queued', 'running', 'succeeded', 'partial', 'failed', 'cancelled', 'skipped')
    ),
    constraint run_einde_check check (
        geeindigd_op is not null or status in ('queued', 'running')
    )
);

create index run_status_idx on beheer.run (status) where status in ('queued', 'running');

comment on table beheer.run is
'Een rij per run: een keer laden van begin tot eind, door de planner of met de hand gestart.';
comment on column beheer.run.run_id is 'Nummer van de run, oplopend.';
comment on column beheer.run.rerun_van is
'Bij soort rerun: de run waarvan taken opnieuw zijn gedaan. Leeg als er geen enkele run is.';
comment on column beheer.run.soort is
'Wat er is gevraagd: run (nieuwe bestanden), rerun (taken opnieuw), replay (quarantaine opnieuw).';
comment on column beheer.run.status is
'Stand: queued, running, succeeded, partial (iets staat in quarantaine of is mislukt), failed, '
'cancelled of skipped.';
comment on column beheer.run.gestart_door is
'Wie de run startte: gebruikersnaam of planner.';
comment on column beheer.run.versie is 'Versie van het programma dat de run deed.';
comment on column beheer.run.foutcode is
'Bij failed: SQLSTATE of eigen foutcode. Leeg als er geen fout is.';
comment on column beheer.run.fout is
'Bij failed: wat er mis ging, zonder persoonsgegevens. Leeg als er geen fout is.';
comment on column beheer.run.fencing is
'Volgnummer van het slot waaronder de run schreef. Een hoger nummer sluit deze run buiten.';
comment on column beheer.run.peildatum is
'Datum die als vandaag geldt voor de bevindingen van deze run (DQ22, DQ23).';
comment on column beheer.run.gestart_op is 'Begin van de run, UTC.';
comment on column beheer.run.geeindigd_op is 'Einde van de run, UTC. Leeg zolang de run loopt.';

create sequence beheer.taak_id_seq as bigint;
comment on sequence beheer.taak_id_seq is 'Nummers van taken; gaten betekenen niets.';

create table beheer.taak (
    taak_id bigint not null default nextval('beheer.taak_id_seq'),
    run_id bigint not null,
    overgedaan_in_run bigint null,
    bron text not null,
    soort text not null,
    eenheid text not null,
    status text not null,
    poging integer not null,
    is_gepubliceerd boolean not null,
    foutcode text null,
    fout text null,
    gelezen bigint not null,
    geladen bigint not null,
    gequarantaineerd bigint not null,
    dubbel bigint not null,
    bedrag_gelezen_eurocent bigint not null,
    bedrag_geladen_eurocent bigint not null,
    bedrag_gequarantaineerd_eurocent bigint not null,
    bedrag_dubbel_eurocent bigint not null,
    gestart_op timestamptz not null,
    geeindigd_op timestamptz null,
    constraint taak_pkey primary key (taak_id),
    constraint taak_run_id_fkey foreign key (run_id) references beheer.run (run_id),
    constraint taak_soort_check check (soort in ('inlezen', 'publiceren')),
    constraint taak_status_check check (
        status in ('queued', 'running', 'succeeded', 'partial', 'failed', 'cancelled', 'skipped')
    ),
    constraint taak_poging_check check (poging >= 1),
    constraint taak_telling_check check (
        gelezen = geladen + gequarantaineerd + dubbel
    ),
    constraint taak_bedrag_check check (
        bedrag_gelezen_eurocent
        = bedrag_geladen_eurocent + bedrag_gequarantaineerd_eurocent + bedrag_dubbel_eurocent
    )
);

create index taak_run_id_idx on beheer.taak (run_id);
create index taak_ongepubliceerd_idx on beheer.taak (taak_id) where not is_gepubliceerd;
create index taak_mislukt_idx on beheer.taak (taak_id) where status = 'failed';

comment on table beheer.taak is
'Een rij per taak: een partij bestanden inlezen, of publiceren. De rij en de gegevens van een taak '
'staan er samen of geen van beide.';
comment on column beheer.taak.taak_id is 'Nummer van de taak, oplopend.';
comment on column beheer.taak.run_id is 'Run waarin de taak is gedaan.';
comment on column beheer.taak.overgedaan_in_run is
'Bij een mislukte taak: de latere run die het werk alsnog heeft gedaan. Leeg: staat nog open.';
comment on column beheer.taak.bron is
'Naam van de bron in de configuratie; bij publiceren het woord dwh.';
comment on column beheer.taak.soort is
'inlezen (bestanden naar landing) of publiceren (landing naar dwh).';
comment on column beheer.taak.eenheid is 'Wat de taak omvat, bijvoorbeeld bestanden 1-1000.';
comment on column beheer.taak.status is
'Stand: succeeded, partial (iets staat in quarantaine), failed, cancelled of skipped.';
comment on column beheer.taak.poging is 'Hoeveelste poging deze uitkomst gaf, vanaf 1.';
comment on column beheer.taak.is_gepubliceerd is
'Of de feiten van dwh deze taak al bevatten. Een taak zonder gevolgen voor dwh geldt als '
'gepubliceerd.';
comment on column beheer.taak.foutcode is
'Bij failed: SQLSTATE of eigen foutcode. Leeg als er geen fout is.';
comment on column beheer.taak.fout is
'Bij failed: wat er mis ging, zonder persoonsgegevens. Leeg als er geen fout is.';
comment on column beheer.taak.gelezen is
'Aantal gelezen records: geladen + gequarantaineerd + dubbel. Bij publiceren: herberekende '
'ketens.';
comment on column beheer.taak.geladen is
'Aantal records in landing. Bij publiceren: herberekende ketens.';
comment on column beheer.taak.gequarantaineerd is 'Aantal geweigerde records.';
comment on column beheer.taak.dubbel is 'Aantal records in berichten die al geladen waren.';
comment on column beheer.taak.bedrag_gelezen_eurocent is
'Som van IngediendBedrag van de gelezen 323-regels in eurocent, credit negatief.';
comment on column beheer.taak.bedrag_geladen_eurocent is
'Som van IngediendBedrag van de geladen 323-regels in eurocent, credit negatief.';
comment on column beheer.taak.bedrag_gequarantaineerd_eurocent is
'Som van IngediendBedrag van de geweigerde 323-regels in eurocent, credit negatief; een '
'onleesbaar bedrag telt als 0.';
comment on column beheer.taak.bedrag_dubbel_eurocent is
'Som van IngediendBedrag van 323-regels in dubbele berichten in eurocent, credit negatief.';
comment on column beheer.taak.gestart_op is 'Begin van de taak, UTC.';
comment on column beheer.taak.geeindigd_op is 'Einde van de taak, UTC.';

create sequence beheer.bestand_id_seq as bigint;
comment on sequence beheer.bestand_id_seq is 'Nummers van bestanden; gaten betekenen niets.';

create table beheer.bestand (
    bestand_id bigint not null default nextval('beheer.bestand_id_seq'),
    taak_id bigint not null,
    dubbel_van bigint null,
    bron text not null,
    naam text not null,
    sha256 char(64) not null,
    grootte bigint not null,
    gewijzigd_ns bigint not null,
    status text not null,
    foutcode text null,
    gelezen integer not null,
    geladen integer not null,
    gequarantaineerd integer not null,
    dubbel integer not null,
    bedrag_gelezen_eurocent bigint not null,
    bedrag_geladen_eurocent bigint not null,
    bedrag_gequarantaineerd_eurocent bigint not null,
    bedrag_dubbel_eurocent bigint not null,
    constraint bestand_pkey primary key (bestand_id),
    constraint bestand_status_check check (
        status in ('geladen', 'deels', 'quarantaine', 'dubbel')
    ),
    constraint bestand_dubbel_check check ((status = 'dubbel') = (dubbel_van is not null)),
    constraint bestand_telling_check check (
        gelezen = geladen + gequarantaineerd + dubbel
    ),
    constraint bestand_bedrag_check check (
        bedrag_gelezen_eurocent
        = bedrag_geladen_eurocent + bedrag_gequarantaineerd_eurocent + bedrag_dubbel_eurocent
    )
);

create index bestand_bron_naam_idx on beheer.bestand (bron, naam);
create index bestand_taak_id_idx on beheer.bestand (taak_id);

comment on table beheer.bestand is
'Een rij per gelezen bestand. Een bestand is een bericht; bestand_id is ook de sleutel van het '
'bericht in landing.';
comment on column beheer.bestand.bestand_id is 'Nummer van het bestand, oplopend.';
comment on column beheer.bestand.taak_id is 'Taak die het bestand het laatst heeft gelezen.';
comment on column beheer.bestand.dubbel_van is
'Bij status dubbel: het bestand met hetzelfde bericht. Anders leeg.';
comment on column beheer.bestand.bron is 'Naam van de bron in de configuratie.';
comment on column beheer.bestand.naam is 'Pad van het bestand binnen de map van de bron.';
comment on column beheer.bestand.sha256 is
'SHA-256 van de inhoud, 64 hexadecimale cijfers; nullen als het bestand onleesbaar was.';
comment on column beheer.bestand.grootte is 'Grootte in bytes.';
comment on column beheer.bestand.gewijzigd_ns is
'Tijd van laatste wijziging, nanoseconden sinds 1970-01-01 UTC.';
comment on column beheer.bestand.status is
'geladen, deels (bericht geladen, een of meer records geweigerd), quarantaine (geheel geweigerd) '
'of dubbel.';
comment on column beheer.bestand.foutcode is
'Bij quarantaine: code waarmee het bestand als geheel is geweigerd. Anders leeg.';
comment on column beheer.bestand.gelezen is
'Aantal gelezen records: geladen + gequarantaineerd + dubbel; een antwoordbericht telt als 1.';
comment on column beheer.bestand.geladen is 'Aantal records in landing.';
comment on column beheer.bestand.gequarantaineerd is 'Aantal geweigerde records.';
comment on column beheer.bestand.dubbel is 'Aantal records als het bericht al geladen was.';
comment on column beheer.bestand.bedrag_gelezen_eurocent is
'Som van IngediendBedrag van de gelezen 323-regels in eurocent, credit negatief.';
comment on column beheer.bestand.bedrag_geladen_eurocent is
'Som van IngediendBedrag van de geladen 323-regels in eurocent, credit negatief.';
comment on column beheer.bestand.bedrag_gequarantaineerd_eurocent is
'Som van IngediendBedrag van de geweigerde 323-regels in eurocent, credit negatief.';
comment on column beheer.bestand.bedrag_dubbel_eurocent is
'Som van IngediendBedrag van 323-regels als het bericht al geladen was, in eurocent.';

create table beheer.quarantaine (
    quarantaine_id bigint generated always as identity,
    bestand_id bigint not null,
    regelnummer integer null,
    plaats text not null,
    code text not null,
    uitleg text not null,
    status text not null,
    records integer not null,
    bedrag_eurocent bigint null,
    gemaakt_op timestamptz not null,
    afgehandeld_op timestamptz null,
    constraint quarantaine_pkey primary key (quarantaine_id),
    constraint quarantaine_status_check check (status in ('open', 'opgelost', 'vervallen')),
    constraint quarantaine_afgehandeld_check check (
        (status = 'open') = (afgehandeld_op is null)
    )
);

create index quarantaine_bestand_id_idx on beheer.quarantaine (bestand_id);
create index quarantaine_open_idx on beheer.quarantaine (code) where status = 'open';

comment on table beheer.quarantaine is
'Een rij per weigering: van een record, of van een bestand als geheel. Bevat nooit een waarde uit '
'het bericht.';
comment on column beheer.quarantaine.quarantaine_id is 'Nummer van de weigering, oplopend.';
comment on column beheer.quarantaine.bestand_id is 'Bestand waarin het geweigerde stond.';
comment on column beheer.quarantaine.regelnummer is
'Hoeveelste product of regel in het bericht, vanaf 1. Leeg: het hele bestand.';
comment on column beheer.quarantaine.plaats is
'Waar in het bestand: regel, byte en pad van elementnamen.';
comment on column beheer.quarantaine.code is
'Waarom: vaste code, bijvoorbeeld BSN_INVALID of TR056.';
comment on column beheer.quarantaine.uitleg is 'Wat de code betekent en wat te doen.';
comment on column beheer.quarantaine.status is
'open, opgelost (opnieuw gelezen of met de hand afgedaan) of vervallen (het bestand is vervangen).';
comment on column beheer.quarantaine.records is 'Aantal records dat hiermee is geweigerd.';
comment on column beheer.quarantaine.bedrag_eurocent is
'IngediendBedrag van het geweigerde in eurocent, credit negatief. Leeg als het onleesbaar is.';
comment on column beheer.quarantaine.gemaakt_op is 'Moment van weigeren, UTC.';
comment on column beheer.quarantaine.afgehandeld_op is
'Moment waarop de weigering is opgelost of vervallen, UTC. Leeg zolang zij open is.';

create table beheer.sleutel (
    sleutel_id text not null,
    eerste_gebruik timestamptz not null,
    constraint sleutel_pkey primary key (sleutel_id)
);

-- One key: a second one would double every person.
create unique index sleutel_een_idx on beheer.sleutel ((true));

comment on table beheer.sleutel is
'De pseudoniemsleutel waarmee deze omgeving werkt: ten hoogste een rij. De sleutel zelf staat '
'buiten de database.';
comment on column beheer.sleutel.sleutel_id is
'Vingerafdruk van de sleutel, 16 hexadecimale cijfers; verraadt de sleutel niet.';
comment on column beheer.sleutel.eerste_gebruik is
'Moment waarop de sleutel voor het eerst is gebruikt, UTC.';

create table beheer.slot (
    slot_id smallint not null default 1,
    run_id bigint null,
    host text null,
    pid integer null,
    fencing bigint not null,
    sinds timestamptz null,
    constraint slot_pkey primary key (slot_id),
    constraint slot_een_check check (slot_id = 1)
);

insert into beheer.slot (fencing)
values (0);

comment on table beheer.slot is
'Precies een rij: wie er mag schrijven. Elke schrijvende transactie controleert het '
'fencing-nummer.';
comment on column beheer.slot.slot_id is 'Altijd 1.';
comment on column beheer.slot.run_id is 'Run die het slot het laatst had. Leeg voor de eerste run.';
comment on column beheer.slot.host is 'Machine waarop die run draaide.';
comment on column beheer.slot.pid is 'Procesnummer van die run.';
comment on column beheer.slot.fencing is
'Volgnummer dat bij elk nemen van het slot met 1 omhoog gaat.';
comment on column beheer.slot.sinds is 'Moment waarop het slot het laatst is genomen, UTC.';

create table beheer.audit (
    audit_id bigint generated always as identity,
    wie text not null,
    handeling text not null,
    object text not null,
    resultaat text not null,
    herkomst text not null,
    op timestamptz not null,
    constraint audit_pkey primary key (audit_id)
);

create index audit_op_idx on beheer.audit (op);

comment on table beheer.audit is
'Een rij per handeling die verantwoord moet worden, zoals het opvragen van een pseudoniem.';
comment on column beheer.audit.audit_id is 'Nummer van de handeling, oplopend.';
comment on column beheer.audit.wie is 'Wie het deed: gebruikersnaam.';
comment on column beheer.audit.handeling is 'Wat er is gedaan, bijvoorbeeld pseudoniem.';
comment on column beheer.audit.object is
'Waarop: een nummer of sleutel uit deze database, nooit een BSN.';
comment on column beheer.audit.resultaat is 'Wat het opleverde, bijvoorbeeld gelukt of geweigerd.';
comment on column beheer.audit.herkomst is 'Vanwaar: opdrachtregel, webpagina of dienst.';
comment on column beheer.audit.op is 'Moment van de handeling, UTC.';
