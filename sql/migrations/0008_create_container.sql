-- Makes room for archives and the messages in them, and for the faults that the hub (GGk) sends.
-- Grain: see the comment on each table.
-- Not idempotent: runs once, as a numbered migration.

alter table beheer.bestand
add column container_id bigint null,
drop constraint bestand_status_check,
add constraint bestand_status_check check (
    status in ('geladen', 'deels', 'quarantaine', 'dubbel', 'container')
),
add constraint bestand_container_check check (
    status <> 'container' or (gelezen = 0 and container_id is null)
);

create index bestand_container_idx on beheer.bestand (container_id)
where container_id is not null;

comment on table beheer.bestand is
'Een rij per gelezen bestand, en een per bericht in een zip. Een bestand is een bericht, behalve '
'een zip zelf (status container); bestand_id is ook de sleutel van het bericht in landing.';
comment on column beheer.bestand.container_id is
'Zip waar het bericht in zit: bestand_id van die zip. Leeg: een los bestand, of de zip zelf.';
comment on column beheer.bestand.naam is
'Pad van het bestand binnen de map van de bron; van een bericht in een zip dat van de zip, # en '
'zijn plaats in de zip. Namen in een zip zijn van de afzender en worden niet bewaard.';
comment on column beheer.bestand.sha256 is
'SHA-256 van de inhoud, van een bericht in een zip uitgepakt, 64 hexadecimale cijfers; nullen als '
'het bestand onleesbaar was.';
comment on column beheer.bestand.grootte is
'Grootte in bytes; van een bericht in een zip uitgepakt.';
comment on column beheer.bestand.gewijzigd_ns is
'Tijd van laatste wijziging, nanoseconden sinds 1970-01-01 UTC; van een bericht in een zip die van '
'de zip.';
comment on column beheer.bestand.status is
'geladen, deels (bericht geladen, een of meer records geweigerd), quarantaine (geheel geweigerd), '
'dubbel, of container (een zip: de berichten erin hebben elk een eigen rij).';

create table landing.ketenfout (
    bestand_id bigint not null,
    taak_id bigint not null,
    code text not null,
    referentienummer text null,
    betreft_referentie text null,
    zender text null,
    ontvanger text null,
    gemeentecode text null,
    tijdstip timestamp null,
    constraint ketenfout_pkey primary key (bestand_id)
);

create index ketenfout_referentienummer_idx on landing.ketenfout (referentienummer);

create index bericht_envelop_idx on landing.bericht (envelop_referentie)
where envelop_referentie is not null;

comment on table landing.ketenfout is
'Een rij per foutbericht van het knooppunt (Fo01): een bericht is niet doorgestuurd, en er komt '
'geen retourbericht op.';
comment on column landing.ketenfout.bestand_id is 'Bestand met het foutbericht.';
comment on column landing.ketenfout.taak_id is 'Taak die het heeft geladen.';
comment on column landing.ketenfout.code is
'Foutcode van de keten, bijvoorbeeld IB014. Bron: body/code.';
comment on column landing.ketenfout.referentienummer is
'Nummer van het foutbericht zelf. Leeg: niet gegeven. Bron: referentienummer (StUF).';
comment on column landing.ketenfout.betreft_referentie is
'Nummer van de envelop die niet is doorgestuurd. Leeg: niet gegeven. Bron: crossRefnummer (StUF).';
comment on column landing.ketenfout.zender is
'Organisatiecode van de zender. Leeg: niet gegeven, of geen code. Bron: zender/organisatie.';
comment on column landing.ketenfout.ontvanger is
'Organisatiecode van de ontvanger. Leeg: niet gegeven, of geen code. Bron: ontvanger/organisatie.';
comment on column landing.ketenfout.gemeentecode is
'Gemeente onder die twee, 4 cijfers. Leeg: geen van beide.';
comment on column landing.ketenfout.tijdstip is
'Moment van het foutbericht, lokale tijd zoals geschreven. Bron: tijdstipBericht.';

create table dwh.feit_ketenfout (
    gemeente_sk bigint not null,
    bestand_id bigint not null,
    bericht_bestand_id bigint null,
    gemeentecode char(4) not null,
    code text not null,
    referentienummer text null,
    betreft_referentie text null,
    zender text null,
    ontvanger text null,
    tijdstip timestamp null,
    constraint feit_ketenfout_pkey primary key (bestand_id, gemeentecode)
);

comment on table dwh.feit_ketenfout is
'Een rij per foutbericht van het knooppunt (Fo01): een bericht is niet doorgestuurd. Niet te '
'verwarren met een afkeuring door de ontvanger; die staat in feit_bericht en feit_bevinding.';
comment on column dwh.feit_ketenfout.gemeente_sk is
'Gemeente: dim_gemeente; 0 is onbekend (geen van beide partijen is een gemeente).';
comment on column dwh.feit_ketenfout.bestand_id is
'Bestand met het foutbericht: beheer.bestand.';
comment on column dwh.feit_ketenfout.bericht_bestand_id is
'Bericht waar de fout over gaat: feit_bericht met deze envelop_referentie. Leeg: niet geladen, of '
'zonder envelop geladen.';
comment on column dwh.feit_ketenfout.gemeentecode is
'Gemeente onder zender en ontvanger, 4 cijfers; 0000 is onbekend.';
comment on column dwh.feit_ketenfout.code is
'Foutcode van de keten, bijvoorbeeld IB014. Bron: body/code.';
comment on column dwh.feit_ketenfout.referentienummer is
'Nummer van het foutbericht zelf. Leeg: niet gegeven. Bron: referentienummer (StUF).';
comment on column dwh.feit_ketenfout.betreft_referentie is
'Nummer van de envelop die niet is doorgestuurd. Leeg: niet gegeven. Bron: crossRefnummer (StUF).';
comment on column dwh.feit_ketenfout.zender is
'Organisatiecode van de zender. Leeg: niet gegeven, of geen code. Bron: zender/organisatie.';
comment on column dwh.feit_ketenfout.ontvanger is
'Organisatiecode van de ontvanger. Leeg: niet gegeven, of geen code. Bron: ontvanger/organisatie.';
comment on column dwh.feit_ketenfout.tijdstip is
'Moment van het foutbericht, lokale tijd zoals geschreven. Bron: tijdstipBericht.';
