-- Creates the work tables of a publication in the session's temporary schema.
-- pub_bestand: messages of unpublished tasks. pub_bericht: messages whose row in feit_bericht may
-- change. pub_keten: chains to recompute, with the group they are computed in. pub_kant: chains
-- that belong together because records without a number may fit an allocation, or a request and an
-- allocation name one another.
-- pub_kring: dossiers, messages and marks to judge, by the key of their findings.
-- pub_berichtkring: the messages among them. pub_aanvraag: the requests of those dossiers.
-- pub_persoon: persons of those chains and messages. pub_beschikking: beschikkingen that those
-- messages name, or that are known from them, and those of a case system, which may call them by a
-- text. pub_voorziening: what a case system tells of the allocations of those chains.
-- pub_heen: messages of those chains with the answer that counts. pub_afgewezen: their lines that
-- were sent back. pub_declaratie: what TR318 compares a declaration with.
-- Not idempotent: once per transaction.

create temporary table pub_bestand (
    bestand_id bigint primary key
) on commit drop;

create temporary table pub_bericht (
    bestand_id bigint primary key
) on commit drop;

create temporary table pub_keten (
    keten bigint primary key,
    groep bigint not null
) on commit drop;

create temporary table pub_kant (
    keten bigint not null,
    buur bigint not null,
    primary key (keten, buur)
) on commit drop;

create temporary table pub_kring (
    sleutel bigint not null,
    kring text not null,
    primary key (sleutel, kring)
) on commit drop;

create temporary table pub_berichtkring (
    bestand_id bigint primary key,
    sleutel bigint not null
) on commit drop;

create temporary table pub_aanvraag (
    dossier bigint not null,
    keten bigint not null,
    primary key (dossier, keten)
) on commit drop;

create temporary table pub_persoon (
    clientsleutel uuid primary key,
    is_bericht boolean not null default true,
    is_csv boolean null
) on commit drop;

create temporary table pub_beschikking (
    beschikking_sk bigint primary key,
    wet text not null,
    gemeentecode text not null,
    beschikkingnummer bigint null,
    kenmerk text null
) on commit drop;

create temporary table pub_voorziening (
    keten bigint not null,
    wet text not null,
    gemeentecode text not null,
    agb_code text null,
    clientsleutel uuid null,
    toewijzingnummer bigint null,
    beschikkingnummer text not null,
    productcategorie text null,
    productcode text null,
    ingangsdatum date null,
    einddatum date null,
    is_staand boolean not null
) on commit drop;

create temporary table pub_heen (
    bestand_id bigint primary key,
    antwoord_bestand_id bigint null,
    identificatie text not null,
    agb_code text not null,
    release text not null,
    oordeel text null,
    retourcodes text[] null,
    declaratienummer text null,
    dagtekening date not null,
    declaratieperiode_begin date null,
    declaratieperiode_eind date null,
    declaratie_dagtekening date null,
    antwoord_dagtekening date null
) on commit drop;

create temporary table pub_declaratie (
    bestand_id bigint primary key,
    laatste_eerdere_begin date null
) on commit drop;

create temporary table pub_afgewezen (
    bestand_id bigint not null,
    referentienummer text not null,
    vorig_referentienummer text not null,
    retourcodes text[] not null,
    primary key (bestand_id, referentienummer, vorig_referentienummer)
) on commit drop;
