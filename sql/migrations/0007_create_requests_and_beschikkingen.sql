-- Makes room for every message and release: requests (315, 317) with their answers (319), the
-- beschikkingen of release 2.x, allocations without a number, and reasons per release.
-- Grain: see the comment on each table. The indexes stand in sql/landing/indexes.sql and
-- sql/dwh/indexes.sql: a first load builds them afterwards.
-- Not idempotent: runs once, as a numbered migration.

-- landing: columns for what the releases share.

alter table landing.bericht add column envelop_referentie text null;

comment on column landing.bericht.envelop_referentie is
'Nummer van de envelop waarin het bericht kwam. Leeg: zonder envelop. Bron: referentienummer '
'(StUF).';

comment on table landing.client is
'Een rij per persoon per 301, 305, 307, 315, 317 of 319: wat het bericht over de persoon zegt. '
'Namen en adressen worden niet gelezen.';

alter table landing.toewijzing
alter column toewijzingnummer drop not null,
add column beschikkingnummer bigint null,
add column verzoek_keten bigint null;

-- As KetenSleutel::van_verzoek: the first 64 bits of the hash, with the sign bit set.
update landing.toewijzing
set
    verzoek_keten
    = ('x' || encode(
        substring(
            sha256(
                convert_to('verzoek' || wet, 'UTF8')
                || int8send(gemeentecode::bigint)
                || int8send(agb_code::bigint)
                || convert_to(referentie_aanbieder, 'UTF8')
            ) from 1 for 8
        ), 'hex'
    ))::bit(64)::bigint | (-9223372036854775808)::bigint
where referentie_aanbieder is not null;

comment on column landing.toewijzing.toewijzingnummer is
'Nummer van de toewijzing. Leeg: release 2.0, en soms 2.x. Bron: ToewijzingNummer.';
comment on column landing.toewijzing.agb_code is
'Aanbieder: uit het record (release 2.x), anders uit de header; 8 cijfers. Bron: Aanbieder, '
'Ontvanger.';
comment on column landing.toewijzing.beschikkingnummer is
'Beschikking waarop de toewijzing berust. Leeg: niet genoemd (release 3.x). Bron: '
'BeschikkingNummer.';
comment on column landing.toewijzing.verzoek_keten is
'Keten van het verzoek dat wordt gehonoreerd: zie landing.verzoek.keten. Leeg: geen kenmerk.';

alter table landing.start
add column beschikkingnummer bigint null,
drop constraint start_status_aanlevering_check,
add constraint start_status_aanlevering_check check (
    status_aanlevering in ('1', '2', '3', '9')
);

comment on column landing.start.agb_code is
'Aanbieder: uit het record (release 2.x), anders uit de header; 8 cijfers. Bron: Aanbieder, '
'Afzender.';
comment on column landing.start.beschikkingnummer is
'Beschikking waarop de levering berust. Leeg: niet genoemd (release 3.x). Bron: '
'BeschikkingNummer.';
comment on column landing.start.status_aanlevering is
'1 eerste aanlevering, 2 vervangt een eerdere (release 2.x), 3 verwijderen van een eerdere, '
'9 niets gewijzigd (release 2.x). Bron: StatusAanlevering.';

alter table landing.stop
add column beschikkingnummer bigint null,
drop constraint stop_status_aanlevering_check,
add constraint stop_status_aanlevering_check check (
    status_aanlevering in ('1', '2', '3', '9')
);

comment on column landing.stop.agb_code is
'Aanbieder: uit het record (release 2.x), anders uit de header; 8 cijfers. Bron: Aanbieder, '
'Afzender.';
comment on column landing.stop.beschikkingnummer is
'Beschikking waarop de levering berust. Leeg: niet genoemd (release 3.x). Bron: '
'BeschikkingNummer.';
comment on column landing.stop.status_aanlevering is
'1 eerste aanlevering, 2 vervangt een eerdere (release 2.x), 3 verwijderen van een eerdere, '
'9 niets gewijzigd (release 2.x). Bron: StatusAanlevering.';
comment on column landing.stop.reden_beeindiging is
'Reden van beeindiging, 2 cijfers; 20 is tijdelijk. De betekenis hangt af van wet en release: '
'dwh.dim_reden. Bron: RedenBeeindiging.';

create table landing.beschikking (
    bestand_id bigint not null,
    taak_id bigint not null,
    wet text not null,
    gemeentecode text not null,
    clientsleutel uuid not null,
    beschikkingnummer bigint not null,
    afgiftedatum date not null,
    ingangsdatum date not null,
    einddatum date null
);

create index beschikking_bestand_id_idx on landing.beschikking (bestand_id);

comment on table landing.beschikking is
'Een rij per Beschikking in een 301 van release 2.x, zonder de producten.';
comment on column landing.beschikking.bestand_id is 'Bestand waaruit de rij komt: beheer.bestand.';
comment on column landing.beschikking.taak_id is 'Taak die de rij heeft geladen: beheer.taak.';
comment on column landing.beschikking.wet is 'Wet: wmo of jw. Bron: namespace van het bericht.';
comment on column landing.beschikking.gemeentecode is
'Gemeente uit de header: Afzender of Ontvanger, 4 cijfers.';
comment on column landing.beschikking.clientsleutel is
'Pseudoniem van de persoon. Bron: Client/Bsn, die zelf niet wordt bewaard.';
comment on column landing.beschikking.beschikkingnummer is
'Nummer van de beschikking, uniek per gemeente en wet. Bron: BeschikkingNummer.';
comment on column landing.beschikking.afgiftedatum is 'Datum van het besluit. Bron: Afgiftedatum.';
comment on column landing.beschikking.ingangsdatum is
'Eerste dag waarvoor zij geldt. Bron: Ingangsdatum.';
comment on column landing.beschikking.einddatum is
'Laatste dag waarvoor zij geldt. Leeg: open einde. Bron: Einddatum.';

create table landing.verzoek (
    keten bigint not null,
    bestand_id bigint not null,
    regel integer not null,
    volgnummer integer not null,
    taak_id bigint not null,
    wet text not null,
    gemeentecode text not null,
    agb_code text not null,
    toewijzingnummer bigint null,
    toewijzing_keten bigint null,
    clientsleutel uuid not null,
    onderdeel text not null,
    referentie_aanbieder text null,
    productcategorie text null,
    productcode text null,
    beschikkingnummer bigint null,
    eenheid text null,
    frequentie text null,
    verwijzer text null,
    reden_verzoek text null,
    is_raamcontract boolean null,
    volume integer null,
    budget_eurocent bigint null,
    beschikking_ingangsdatum date null,
    ingangsdatum date null,
    einddatum date null,
    constraint verzoek_pkey primary key (bestand_id, regel, volgnummer),
    constraint verzoek_onderdeel_check check (
        onderdeel in ('aangevraagd', 'nieuw', 'te_wijzigen', 'ongewijzigd')
    )
);

comment on table landing.verzoek is
'Een rij per product in een verzoek van een aanbieder: 315 (nieuwe hulp) of 317 (wijziging).';
comment on column landing.verzoek.keten is
'Keten: negatief, een getal uit wet, gemeente, aanbieder en ReferentieAanbieder. Zonder kenmerk: '
'de groep zonder nummer van aanbieder en persoon.';
comment on column landing.verzoek.bestand_id is 'Bestand waaruit de rij komt: beheer.bestand.';
comment on column landing.verzoek.regel is
'Hoeveelste verzoek in het bericht, vanaf 1; een 317 is een verzoek.';
comment on column landing.verzoek.volgnummer is
'Hoeveelste product in het verzoek, vanaf 1; in een 315 altijd 1.';
comment on column landing.verzoek.taak_id is 'Taak die de rij heeft geladen: beheer.taak.';
comment on column landing.verzoek.wet is 'Wet: wmo of jw. Bron: namespace van het bericht.';
comment on column landing.verzoek.gemeentecode is
'Gemeente uit de header: Afzender of Ontvanger, 4 cijfers.';
comment on column landing.verzoek.agb_code is
'Aanbieder: uit het record (release 2.x), anders uit de header; 8 cijfers. Bron: Aanbieder, '
'Afzender.';
comment on column landing.verzoek.toewijzingnummer is
'Toewijzing waar het product bij hoort (317). Leeg: een nieuw product. Bron: ToewijzingNummer.';
comment on column landing.verzoek.toewijzing_keten is
'Keten van de toewijzing die moet wijzigen. Leeg: geen te wijzigen product.';
comment on column landing.verzoek.clientsleutel is
'Pseudoniem van de persoon. Bron: Client/Bsn, die zelf niet wordt bewaard.';
comment on column landing.verzoek.onderdeel is
'aangevraagd (315), nieuw, te_wijzigen of ongewijzigd (317). Bron: AangevraagdProduct, '
'NieuwProduct, TeWijzigenProduct, OngewijzigdProduct.';
comment on column landing.verzoek.referentie_aanbieder is
'Kenmerk van het verzoek bij de aanbieder. Leeg: release 2.0. Bron: ReferentieAanbieder.';
comment on column landing.verzoek.productcategorie is
'Categorie van het product, 2 cijfers. Leeg: niet genoemd. Bron: Product/Categorie.';
comment on column landing.verzoek.productcode is
'Code van het product. Leeg: niet genoemd. Bron: Product/Code.';
comment on column landing.verzoek.beschikkingnummer is
'Beschikking waarop het verzoek berust. Leeg: niet genoemd. Bron: BeschikkingNummer.';
comment on column landing.verzoek.eenheid is
'Eenheid van het volume, 2 cijfers. Leeg: geen omvang. Bron: Omvang/Eenheid.';
comment on column landing.verzoek.frequentie is
'Per welke periode het volume geldt. Leeg: geen omvang. Bron: Omvang/Frequentie.';
comment on column landing.verzoek.verwijzer is
'Soort verwijzer, 2 cijfers (COD327); wie het was wordt niet bewaard. Bron: Verwijzer/Type.';
comment on column landing.verzoek.reden_verzoek is
'Waarom om een wijziging wordt gevraagd (317). Bron: RedenVerzoek.';
comment on column landing.verzoek.is_raamcontract is
'Of de hulp onder een raamcontract valt. Leeg: niet genoemd. Bron: Raamcontract.';
comment on column landing.verzoek.volume is
'Gevraagd aantal eenheden per frequentie. Leeg: geen omvang. Bron: Omvang/Volume.';
comment on column landing.verzoek.budget_eurocent is
'Gevraagd budget in eurocent. Leeg: geen budget. Bron: Budget.';
comment on column landing.verzoek.beschikking_ingangsdatum is
'Eerste dag van de beschikking. Leeg: niet genoemd. Bron: BeschikkingIngangsdatum.';
comment on column landing.verzoek.ingangsdatum is
'Gevraagde eerste dag. Leeg: ongewijzigd product. Bron: ToewijzingIngangsdatum of '
'GewensteIngangsdatum.';
comment on column landing.verzoek.einddatum is
'Gevraagde laatste dag. Leeg: open einde. Bron: ToewijzingEinddatum of Einddatum.';

create table landing.antwoord (
    keten bigint not null,
    bestand_id bigint not null,
    regel integer not null,
    taak_id bigint not null,
    wet text not null,
    gemeentecode text not null,
    agb_code text not null,
    referentie_aanbieder text not null,
    antwoord text not null,
    reden_afwijzing text null,
    woonplaats_gemeentecode text null,
    constraint antwoord_pkey primary key (bestand_id, regel),
    constraint antwoord_antwoord_check check (antwoord in ('1', '2'))
);

comment on table landing.antwoord is
'Een rij per 319: wat de gemeente op een verzoek antwoordt als zij het niet toewijst.';
comment on column landing.antwoord.keten is
'Keten van het verzoek: zie landing.verzoek.keten.';
comment on column landing.antwoord.bestand_id is 'Bestand waaruit de rij komt: beheer.bestand.';
comment on column landing.antwoord.regel is 'Hoeveelste antwoord in het bericht: 1.';
comment on column landing.antwoord.taak_id is 'Taak die de rij heeft geladen: beheer.taak.';
comment on column landing.antwoord.wet is 'Wet: wmo of jw. Bron: namespace van het bericht.';
comment on column landing.antwoord.gemeentecode is
'Gemeente uit de header: Afzender, 4 cijfers.';
comment on column landing.antwoord.agb_code is
'Aanbieder uit de header: Ontvanger, 8 cijfers.';
comment on column landing.antwoord.referentie_aanbieder is
'Kenmerk van het beantwoorde verzoek. Bron: ReferentieAanbieder.';
comment on column landing.antwoord.antwoord is
'1 afgewezen of 2 in onderzoek. Bron: VerzoekAntwoord.';
comment on column landing.antwoord.reden_afwijzing is
'Waarom het is afgewezen. Leeg: in onderzoek. Bron: RedenAfwijzingVerzoek.';
comment on column landing.antwoord.woonplaats_gemeentecode is
'Gemeente die volgens het woonplaatsbeginsel verantwoordelijk is. Leeg: niet genoemd. Bron: '
'Woonplaatsbeginsel/Gemeente.';

-- dwh: an allocation without a number is a row of the group of its provider and person.

alter table dwh.feit_toewijzing
alter column toewijzingnummer drop not null,
add column reden_wijziging_sk bigint not null default 0,
drop constraint feit_toewijzing_keten_sk_check,
add constraint feit_toewijzing_keten_sk_check check (
    (toewijzingnummer is null) = (keten_sk < 0)
    and (keten_sk = toewijzing_sk or keten_sk < 0)
);
alter table dwh.feit_toewijzing alter column reden_wijziging_sk drop default;

comment on column dwh.feit_toewijzing.toewijzing_sk is
'Sleutel: wet, gemeente en ToewijzingNummer in een getal. Negatief: zonder nummer, een hash van '
'keten, beschikking, product en ingangsdatum.';
comment on column dwh.feit_toewijzing.toewijzingnummer is
'Toewijzingnummer, uniek per gemeente en wet. Leeg: release 2.0, en soms 2.x. Bron: '
'ToewijzingNummer.';
comment on column dwh.feit_toewijzing.agb_code is
'AGB-code van de aanbieder, 8 cijfers. Bron: Aanbieder (release 2.x), anders Ontvanger in de '
'header.';
comment on column dwh.feit_toewijzing.beschikking_sk is
'Beschikking waarop de toewijzing berust: dim_beschikking; 0 is onbekend. Bron: '
'BeschikkingNummer in de 301 (release 2.x), anders in de 315 die wordt gehonoreerd.';
comment on column dwh.feit_toewijzing.reden_wijziging_sk is
'Reden van de wijziging naar de release van het bericht: dim_reden; 0 is geen of onbekend.';
comment on column dwh.feit_toewijzing.reden_wijziging is
'Reden van de wijziging: dim_reden, lijst reden_wijziging (release 2.0: reden_intrekking). Leeg: '
'eerste of ongewijzigde toewijzing. Bron: RedenWijziging.';
comment on column dwh.feit_toewijzing.frequentie is
'Waarover het volume geldt: 1 dag, 2 week, 3 vier weken, 4 maand, 5 jaar, 6 totaal. Leeg: geen '
'omvang. Bron: Omvang/Frequentie.';

alter table dwh.feit_toewijzing_versie
alter column toewijzingnummer drop not null,
add column reden_wijziging_sk bigint not null default 0,
drop constraint feit_toewijzing_versie_keten_sk_check,
add constraint feit_toewijzing_versie_keten_sk_check check (
    (toewijzingnummer is null) = (keten_sk < 0)
    and (keten_sk = toewijzing_sk or keten_sk < 0)
);
alter table dwh.feit_toewijzing_versie alter column reden_wijziging_sk drop default;

comment on column dwh.feit_toewijzing_versie.toewijzingnummer is
'Toewijzingnummer, uniek per gemeente en wet. Leeg: release 2.0, en soms 2.x. Bron: '
'ToewijzingNummer.';
comment on column dwh.feit_toewijzing_versie.agb_code is
'AGB-code van de aanbieder, 8 cijfers. Bron: Aanbieder (release 2.x), anders Ontvanger in de '
'header.';
comment on column dwh.feit_toewijzing_versie.beschikking_sk is
'Beschikking waarop de toewijzing berust: dim_beschikking; 0 is onbekend. Bron: '
'BeschikkingNummer in de 301 (release 2.x), anders in de 315 die wordt gehonoreerd.';
comment on column dwh.feit_toewijzing_versie.reden_wijziging_sk is
'Reden van de wijziging naar de release van het bericht: dim_reden; 0 is geen of onbekend.';
comment on column dwh.feit_toewijzing_versie.reden_wijziging is
'Reden van de wijziging: dim_reden, lijst reden_wijziging (release 2.0: reden_intrekking). Leeg: '
'eerste of ongewijzigde toewijzing. Bron: RedenWijziging.';
comment on column dwh.feit_toewijzing_versie.frequentie is
'Waarover het volume geldt: 1 dag, 2 week, 3 vier weken, 4 maand, 5 jaar, 6 totaal. Leeg: geen '
'omvang. Bron: Omvang/Frequentie.';

alter table dwh.feit_levering add column reden_sk bigint not null default 0;
alter table dwh.feit_levering alter column reden_sk drop default;

comment on column dwh.feit_levering.reden_sk is
'Reden van de definitieve stop naar de release van het bericht: dim_reden; 0 is lopend of '
'onbekend.';

alter table dwh.feit_koppeling add column bericht_agb_code char(8) null;

-- The message is named by the provider in its header: the new key stands in sql/dwh/indexes.sql.
drop index if exists dwh.feit_koppeling_key;

comment on column dwh.feit_koppeling.agb_code is
'AGB-code van de aanbieder van het record, 8 cijfers. Bron: Aanbieder (release 2.x), anders '
'Afzender in de header.';
comment on column dwh.feit_koppeling.bericht_agb_code is
'AGB-code van de aanbieder in de header, 8 cijfers: met de identificatie noemt zij het bericht. '
'Leeg: dezelfde als agb_code. Bron: Afzender.';

alter table dwh.feit_bericht add column envelop_referentie text null;

comment on column dwh.feit_bericht.envelop_referentie is
'Nummer van de envelop waarin het bericht kwam. Leeg: zonder envelop. Bron: referentienummer '
'(StUF).';

create table dwh.feit_verzoek (
    gemeente_sk bigint not null,
    client_sk bigint not null,
    aanbieder_sk bigint not null,
    product_sk bigint not null,
    beschikking_sk bigint not null,
    reden_afwijzing_sk bigint not null,
    toewijzing_sk bigint null,
    keten_sk bigint not null,
    wet text not null,
    gemeentecode char(4) not null,
    agb_code char(8) not null,
    bericht_agb_code char(8) null,
    soort text not null,
    bericht_identificatie text not null,
    regelnummer integer not null,
    volgnummer integer not null,
    onderdeel text not null,
    referentie_aanbieder text null,
    toewijzingnummer bigint null,
    toegewezen_toewijzingnummer bigint null,
    beschikkingnummer bigint null,
    eenheid text null,
    frequentie text null,
    verwijzer text null,
    reden_verzoek text null,
    retour_status text not null,
    antwoord text not null,
    reden_afwijzing text null,
    volume integer null,
    budget_eurocent bigint null,
    doorlooptijd_dagen integer null,
    aanvraagdatum date not null,
    gevraagd_ingangsdatum date null,
    gevraagd_einddatum date null,
    antwoorddatum date null,
    constraint feit_verzoek_wet_check check (wet in ('wmo', 'jw')),
    constraint feit_verzoek_soort_check check (soort in ('315', '317')),
    constraint feit_verzoek_onderdeel_check check (
        onderdeel in ('aangevraagd', 'nieuw', 'te_wijzigen')
    ),
    constraint feit_verzoek_retour_status_check check (
        retour_status in ('geaccepteerd', 'afgewezen', 'open')
    ),
    constraint feit_verzoek_antwoord_check check (
        antwoord in ('toegewezen', 'afgewezen', 'in_onderzoek', 'open')
    )
);

comment on table dwh.feit_verzoek is
'Een rij per gevraagd product: 315 (nieuwe hulp) of 317 (wijziging), met het antwoord van de '
'gemeente. Een product dat een 317 ongewijzigd noemt heeft geen rij.';
comment on column dwh.feit_verzoek.gemeente_sk is
'Gemeente: dim_gemeente.';
comment on column dwh.feit_verzoek.client_sk is
'Persoon, gepseudonimiseerd: dim_client.';
comment on column dwh.feit_verzoek.aanbieder_sk is
'Aanbieder die vraagt: dim_aanbieder.';
comment on column dwh.feit_verzoek.product_sk is
'Gevraagd product: dim_product; een rij per wet, ook voor geen product.';
comment on column dwh.feit_verzoek.beschikking_sk is
'Beschikking die het verzoek noemt: dim_beschikking; 0 is onbekend.';
comment on column dwh.feit_verzoek.reden_afwijzing_sk is
'Waarom het is afgewezen: dim_reden; 0 is niet afgewezen of onbekend.';
comment on column dwh.feit_verzoek.toewijzing_sk is
'Toewijzing die het verzoek honoreert: feit_toewijzing. Leeg: geen.';
comment on column dwh.feit_verzoek.keten_sk is
'Keten van de rij: negatief, een getal uit wet, gemeente, aanbieder en ReferentieAanbieder. '
'Zelfde als keten in landing.';
comment on column dwh.feit_verzoek.wet is
'Wet: wmo of jw. Bron: namespace van het bericht.';
comment on column dwh.feit_verzoek.gemeentecode is
'CBS-code van de gemeente, 4 cijfers. Bron: Ontvanger in de header.';
comment on column dwh.feit_verzoek.agb_code is
'AGB-code van de aanbieder, 8 cijfers. Bron: Aanbieder (release 2.x), anders Afzender in de '
'header.';
comment on column dwh.feit_verzoek.bericht_agb_code is
'AGB-code van de aanbieder in de header, 8 cijfers: met de identificatie noemt zij het bericht. '
'Leeg: dezelfde als agb_code. Bron: Afzender.';
comment on column dwh.feit_verzoek.soort is
'315 (verzoek om toewijzing) of 317 (verzoek om wijziging). Bron: BerichtCode.';
comment on column dwh.feit_verzoek.bericht_identificatie is
'Bericht met het verzoek. Bron: Identificatie.';
comment on column dwh.feit_verzoek.regelnummer is
'Hoeveelste verzoek in het bericht, vanaf 1; een 317 is een verzoek.';
comment on column dwh.feit_verzoek.volgnummer is
'Hoeveelste product in het verzoek, vanaf 1, ongewijzigde meegeteld.';
comment on column dwh.feit_verzoek.onderdeel is
'aangevraagd (315), nieuw of te_wijzigen (317).';
comment on column dwh.feit_verzoek.referentie_aanbieder is
'Kenmerk van het verzoek, uniek per aanbieder en wet. Leeg: release 2.0. Bron: '
'ReferentieAanbieder.';
comment on column dwh.feit_verzoek.toewijzingnummer is
'Toewijzing die volgens het verzoek moet wijzigen. Leeg: een nieuw product. Bron: '
'ToewijzingNummer.';
comment on column dwh.feit_verzoek.toegewezen_toewijzingnummer is
'Nummer van de toewijzing die het verzoek honoreert. Leeg: geen, of een zonder nummer.';
comment on column dwh.feit_verzoek.beschikkingnummer is
'Beschikking die het verzoek noemt. Leeg: niet genoemd. Bron: BeschikkingNummer.';
comment on column dwh.feit_verzoek.eenheid is
'Eenheid van het volume: 01 minuut, 04 uur, 14 etmaal, 16 dagdeel, 82 en 84 stuks, 83 euro. '
'Leeg: geen omvang. Bron: Omvang/Eenheid.';
comment on column dwh.feit_verzoek.frequentie is
'Waarover het volume geldt: 1 dag, 2 week, 3 vier weken, 4 maand, 5 jaar, 6 totaal. Leeg: geen '
'omvang. Bron: Omvang/Frequentie.';
comment on column dwh.feit_verzoek.verwijzer is
'Soort verwijzer: 01 gemeente, 02 huisarts, 03 jeugdarts, 04 gecertificeerde instelling, '
'05 medisch specialist, 06 geen, 07 onbekend, 08 rechter, Raad of officier. Leeg: niet genoemd. '
'Bron: Verwijzer/Type.';
comment on column dwh.feit_verzoek.reden_verzoek is
'Waarom een wijziging wordt gevraagd: 1 situatie van de client, 2 plan. Leeg: 315. Bron: '
'RedenVerzoek.';
comment on column dwh.feit_verzoek.retour_status is
'Wat de gemeente op het bericht zelf antwoordde (316, 318): geaccepteerd, afgewezen of open. Een '
'afgewezen bericht krijgt geen antwoord.';
comment on column dwh.feit_verzoek.antwoord is
'toegewezen (een 301 noemt het kenmerk), afgewezen of in_onderzoek (319), of open.';
comment on column dwh.feit_verzoek.reden_afwijzing is
'Waarom het is afgewezen: dim_reden, lijst reden_afwijzing. Leeg: niet afgewezen. Bron: '
'RedenAfwijzingVerzoek in de 319.';
comment on column dwh.feit_verzoek.volume is
'Gevraagd volume in de eenheid, per frequentie. Leeg: geen omvang. Bron: Omvang/Volume.';
comment on column dwh.feit_verzoek.budget_eurocent is
'Gevraagd budget in eurocent. Leeg: geen budget. Bron: Budget.';
comment on column dwh.feit_verzoek.doorlooptijd_dagen is
'Antwoorddatum min aanvraagdatum, kalenderdagen; negatief als de gegevens dat zijn. Leeg: nog '
'geen besluit.';
comment on column dwh.feit_verzoek.aanvraagdatum is
'Datum van het verzoek. Bron: Dagtekening.';
comment on column dwh.feit_verzoek.gevraagd_ingangsdatum is
'Gevraagde eerste dag. Leeg: niet genoemd. Bron: ToewijzingIngangsdatum of GewensteIngangsdatum.';
comment on column dwh.feit_verzoek.gevraagd_einddatum is
'Gevraagde laatste dag. Leeg: open einde. Bron: ToewijzingEinddatum of Einddatum.';
comment on column dwh.feit_verzoek.antwoorddatum is
'Toegewezen: eerste Toewijzingsdatum met het kenmerk. Anders: eerste Dagtekening van de 319 met '
'dit antwoord. Leeg: open.';

-- dwh: dimensions.

alter table dwh.dim_beschikking
add column bestand_id bigint null,
add constraint dim_beschikking_bron_check check (
    bron in ('zaaksysteem', 'toewijzing', 'verzoek', 'onbekend')
);

comment on table dwh.dim_beschikking is
'Een rij per beschikking die een 301 van release 2.x of een 315 noemt; rij 0 is onbekend.';
comment on column dwh.dim_beschikking.beschikking_sk is
'Sleutel: wet, gemeente en nummer in een getal; 0 is onbekend.';
comment on column dwh.dim_beschikking.beschikkingnummer is
'Nummer van de beschikking bij de gemeente, zonder voorloopnullen. Bron: BeschikkingNummer.';
comment on column dwh.dim_beschikking.bron is
'Waar de datums vandaan komen: toewijzing (301 van release 2.x), anders verzoek (315); onbekend '
'in rij 0. Van meer berichten geldt het nieuwste; een afgewezen bericht geeft geen datums.';
comment on column dwh.dim_beschikking.bestand_id is
'Bestand met het bericht waar de datums vandaan komen: beheer.bestand. Leeg: rij 0.';

-- The rows are written anew by the next publication, with the releases in their key.
delete from dwh.dim_reden
where dim_reden.reden_sk <> 0;

alter table dwh.dim_reden
drop constraint dim_reden_code_key,
add constraint dim_reden_code_key unique nulls not distinct (lijst, wet, code, release_van),
drop constraint dim_reden_lijst_check,
add constraint dim_reden_lijst_check check (
    lijst in (
        'reden_beeindiging', 'reden_wijziging', 'reden_intrekking', 'retourcode',
        'reden_afwijzing', 'onbekend'
    )
);

comment on table dwh.dim_reden is
'Een rij per code van een redenlijst, per wet en per betekenis: een code die in een release iets '
'anders ging betekenen heeft twee rijen. Rij 0 is onbekend. Gevuld uit sql/ref/dim_reden.sql.';
comment on column dwh.dim_reden.reden_sk is
'Sleutel: hash van lijst, wet, code en release_van; 0 is onbekend.';
comment on column dwh.dim_reden.lijst is
'reden_beeindiging, reden_wijziging, reden_intrekking (iWmo 2.0), retourcode, reden_afwijzing of '
'onbekend.';
comment on column dwh.dim_reden.release_van is
'Eerste release met deze code in deze betekenis. Leeg: niet bekend.';
comment on column dwh.dim_reden.release_tot is
'Eerste release zonder deze code, of waarin zij iets anders betekent. Leeg: bestaat nog.';
