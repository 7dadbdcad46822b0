-- Makes room for the rules that look wider than one chain, and for what only the reader sees: keys
-- of dossiers and marks, versions of schemas, whole lines of a 325, and observations.
-- Grain: see the comment on each table. The indexes stand in sql/landing/indexes.sql.
-- A key is made as in KetenSleutel: the first 64 bits of a hash, with the sign bit set. A table is
-- written anew with its key, because an update of every row would leave it twice as large.
-- Not idempotent: runs once, as a numbered migration.

create table landing.waarneming (
    bestand_id bigint not null,
    regel integer null,
    taak_id bigint not null,
    code text not null,
    constraint waarneming_key unique nulls not distinct (bestand_id, code, regel)
);

comment on table landing.waarneming is
'Een rij per officiele regel die het bericht of een regel daarvan zelf schendt en die alleen bij '
'het inlezen is te zien. Het bericht is wel geladen. Geen enkele waarde wordt bewaard.';
comment on column landing.waarneming.bestand_id is 'Bestand met het bericht: beheer.bestand.';
comment on column landing.waarneming.regel is
'Hoeveelste product of regel in het bericht, vanaf 1. Leeg: het bericht als geheel.';
comment on column landing.waarneming.taak_id is 'Taak die de rij heeft geladen: beheer.taak.';
comment on column landing.waarneming.code is
'Regel van de standaard: TR006, TR061, TR315, TR316, TR342 of TR358.';

alter table landing.bericht
add column xsd_versie text null,
add column betreft_xsd_versie text null;

comment on column landing.bericht.xsd_versie is
'Versies van basisschema en berichtschema, bijvoorbeeld 1.2.0/1.0.2. Leeg: release 2.x, of voor '
'deze kolom geladen. Bron: XsdVersie.';
comment on column landing.bericht.betreft_xsd_versie is
'Versies van basisschema en berichtschema die het antwoord noemt. Leeg: heenbericht, release 2.x, '
'of voor deze kolom geladen. Bron: XsdVersieRetour; bij een 325 XsdVersieDeclaratie.';

alter table landing.toewijzing add column dossier bigint null;

alter table landing.toewijzing
alter column dossier type bigint using (
    ('x' || encode(
        substring(
            sha256(
                convert_to('dossier' || wet, 'UTF8')
                || int8send(gemeentecode::bigint)
                || int8send(agb_code::bigint)
                || uuid_send(clientsleutel)
            ) from 1 for 8
        ), 'hex'
    ))::bit(64)::bigint | (-9223372036854775808)::bigint
),
alter column dossier set not null;

comment on column landing.toewijzing.dossier is
'Dossier: negatief, een getal uit wet, gemeente, aanbieder en persoon. Wat een dossier deelt wordt '
'samen beoordeeld.';

alter table landing.verzoek
add column dossier bigint null,
add column kenmerk_sk bigint null;

alter table landing.verzoek
alter column dossier type bigint using (
    ('x' || encode(
        substring(
            sha256(
                convert_to('dossier' || wet, 'UTF8')
                || int8send(gemeentecode::bigint)
                || int8send(agb_code::bigint)
                || uuid_send(clientsleutel)
            ) from 1 for 8
        ), 'hex'
    ))::bit(64)::bigint | (-9223372036854775808)::bigint
),
alter column dossier set not null,
alter column kenmerk_sk type bigint using (
    ('x' || encode(
        substring(
            sha256(
                convert_to('verzoek_kenmerk' || wet, 'UTF8')
                || int8send(agb_code::bigint)
                || convert_to(referentie_aanbieder, 'UTF8')
            ) from 1 for 8
        ), 'hex'
    ))::bit(64)::bigint | (-9223372036854775808)::bigint
);

comment on column landing.verzoek.dossier is
'Dossier van de persoon bij de aanbieder: zie landing.toewijzing.dossier.';
comment on column landing.verzoek.kenmerk_sk is
'Negatief, een getal uit wet, aanbieder en ReferentieAanbieder: zegt over gemeenten heen of een '
'kenmerk eerder is gebruikt. Leeg: geen kenmerk.';

alter table landing.declaratie add column kenmerk_sk bigint null;

-- The law and the provider stand in the message.
update landing.declaratie
set
    kenmerk_sk
    = ('x' || encode(
        substring(
            sha256(
                convert_to('declaratie' || bericht.wet, 'UTF8')
                || int8send(bericht.agb_code::bigint)
                || convert_to(declaratie.declaratienummer, 'UTF8')
            ) from 1 for 8
        ), 'hex'
    ))::bit(64)::bigint | (-9223372036854775808)::bigint
from landing.bericht
where declaratie.bestand_id = bericht.bestand_id;

alter table landing.declaratie alter column kenmerk_sk set not null;

comment on column landing.declaratie.kenmerk_sk is
'Negatief, een getal uit wet, aanbieder en DeclaratieNummer: zegt over gemeenten heen of een '
'nummer eerder is gebruikt.';

alter table landing.prestatie add column referentie_sk bigint null;

alter table landing.prestatie
alter column referentie_sk type bigint using (
    ('x' || encode(
        substring(
            sha256(
                convert_to('referentie' || wet, 'UTF8')
                || int8send(agb_code::bigint)
                || convert_to(referentienummer, 'UTF8')
            ) from 1 for 8
        ), 'hex'
    ))::bit(64)::bigint | (-9223372036854775808)::bigint
),
alter column referentie_sk set not null;

comment on column landing.prestatie.referentie_sk is
'Negatief, een getal uit wet, aanbieder en ReferentieNummer: zegt over gemeenten heen of een '
'nummer eerder is gebruikt.';

alter table landing.afgewezen_prestatie
add column clientsleutel uuid null,
add column productcategorie text null,
add column productcode text null,
add column eenheid text null,
add column volume integer null,
add column tarief_eurocent bigint null,
add column periode_begin date null,
add column periode_eind date null;

comment on column landing.afgewezen_prestatie.clientsleutel is
'Pseudoniem van de persoon in het antwoord. Leeg: niet te lezen, of voor deze kolom geladen. Bron: '
'Client/Bsn, die zelf niet wordt bewaard.';
comment on column landing.afgewezen_prestatie.productcategorie is
'Categorie van het product in het antwoord, 2 cijfers. Leeg: niet te lezen, of voor deze kolom '
'geladen. Bron: ProductCategorie.';
comment on column landing.afgewezen_prestatie.productcode is
'Code van het product in het antwoord. Leeg: niet te lezen, of voor deze kolom geladen. Bron: '
'ProductCode.';
comment on column landing.afgewezen_prestatie.eenheid is
'Eenheid van het volume in het antwoord, 2 cijfers. Leeg: niet te lezen, of voor deze kolom '
'geladen. Bron: Eenheid.';
comment on column landing.afgewezen_prestatie.volume is
'Geleverd aantal eenheden in het antwoord. Leeg: niet te lezen, of voor deze kolom geladen. Bron: '
'GeleverdVolume.';
comment on column landing.afgewezen_prestatie.tarief_eurocent is
'Tarief per eenheid in het antwoord, eurocent. Leeg: geen tarief, niet te lezen, of voor deze '
'kolom geladen. Bron: ProductTarief.';
comment on column landing.afgewezen_prestatie.periode_begin is
'Eerste dag waarover is geleverd volgens het antwoord. Leeg: niet te lezen, of voor deze kolom '
'geladen. Bron: ProductPeriode/Begindatum.';
comment on column landing.afgewezen_prestatie.periode_eind is
'Laatste dag waarover is geleverd volgens het antwoord. Leeg: niet te lezen, of voor deze kolom '
'geladen. Bron: ProductPeriode/Einddatum.';
