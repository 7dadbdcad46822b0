-- Signals to people: which stand open, what was told of them, and whether it arrived. And the id of
-- this warehouse. Not idempotent: runs once, as a numbered migration.

create table beheer.omgeving (
    omgeving_id uuid not null default gen_random_uuid(),
    gemaakt_op timestamptz not null default now(),
    constraint omgeving_pkey primary key (omgeving_id)
);

-- One warehouse, one id.
create unique index omgeving_een_idx on beheer.omgeving ((true));

insert into beheer.omgeving default values;

comment on table beheer.omgeving is
'Precies een rij: het kenmerk van deze omgeving, zodat berichten van twee omgevingen niet voor '
'elkaar worden aangezien.';
comment on column beheer.omgeving.omgeving_id is 'Willekeurig kenmerk, voor altijd hetzelfde.';
comment on column beheer.omgeving.gemaakt_op is 'Moment waarop het kenmerk is gemaakt, UTC.';

create table beheer.signaal (
    signaal_id bigint generated always as identity,
    regel text not null,
    object text not null,
    status text not null,
    kenmerk text not null,
    titel text not null,
    sinds timestamptz not null,
    over_op timestamptz null,
    laatst_gemeld timestamptz not null,
    constraint signaal_pkey primary key (signaal_id),
    constraint signaal_object_key unique (regel, object),
    constraint signaal_status_check check (status in ('open', 'over')),
    constraint signaal_over_check check ((status = 'over') = (over_op is not null))
);

comment on table beheer.signaal is
'Een rij per regel en object waarover ooit een signaal was: wat er aan de hand is, of was.';
comment on column beheer.signaal.signaal_id is 'Nummer van het signaal.';
comment on column beheer.signaal.regel is
'Regel: run_mislukt, run_te_laat, bron_verouderd, quarantaine_aandeel, volume_wijkt_af of '
'schijf_vol.';
comment on column beheer.signaal.object is
'Waar het over gaat: naam van een bron of plan, een map, of het woord run.';
comment on column beheer.signaal.status is 'open (het is nu zo) of over (het is niet meer zo).';
comment on column beheer.signaal.kenmerk is
'Wat het signaal onderscheidt, zoals een foutcode. Verandert het, dan wordt opnieuw gemeld.';
comment on column beheer.signaal.titel is 'Wat er aan de hand is, op een regel.';
comment on column beheer.signaal.sinds is 'Moment waarop het begon, UTC.';
comment on column beheer.signaal.over_op is
'Moment waarop het over was, UTC. Leeg zolang het open is.';
comment on column beheer.signaal.laatst_gemeld is 'Moment van de laatste melding, UTC.';

create table beheer.melding (
    melding_id bigint generated always as identity,
    signaal_id bigint not null,
    soort text not null,
    titel text not null,
    wat text not null,
    doen text not null,
    pad text not null,
    sinds timestamptz not null,
    gemaakt_op timestamptz not null,
    constraint melding_pkey primary key (melding_id),
    constraint melding_signaal_id_fkey foreign key (signaal_id)
    references beheer.signaal (signaal_id),
    constraint melding_soort_check check (soort in ('open', 'gewijzigd', 'over'))
);

create index melding_signaal_id_idx on beheer.melding (signaal_id);

comment on table beheer.melding is
'Een rij per bericht aan mensen over een signaal. Bevat nooit een persoonsgegeven.';
comment on column beheer.melding.melding_id is 'Nummer van de melding, oplopend.';
comment on column beheer.melding.signaal_id is 'Signaal waar de melding over gaat.';
comment on column beheer.melding.soort is
'open (het begon), gewijzigd (het is nog zo, maar anders) of over (het is niet meer zo).';
comment on column beheer.melding.titel is 'Wat er aan de hand is, op een regel.';
comment on column beheer.melding.wat is 'Wat er gebeurd is.';
comment on column beheer.melding.doen is 'Wat er te doen is.';
comment on column beheer.melding.pad is 'Pad van de pagina die meer vertelt.';
comment on column beheer.melding.sinds is 'Moment waarop het begon, UTC.';
comment on column beheer.melding.gemaakt_op is 'Moment waarop de melding is gemaakt, UTC.';

create table beheer.bezorging (
    melding_id bigint not null,
    kanaal text not null,
    status text not null,
    poging integer not null,
    fout text null,
    niet_voor timestamptz not null,
    bezorgd_op timestamptz null,
    constraint bezorging_pkey primary key (melding_id, kanaal),
    constraint bezorging_melding_id_fkey foreign key (melding_id)
    references beheer.melding (melding_id),
    constraint bezorging_status_check check (status in ('wacht', 'bezorgd', 'vervallen')),
    constraint bezorging_poging_check check (poging >= 0),
    constraint bezorging_bezorgd_check check ((status = 'bezorgd') = (bezorgd_op is not null))
);

create index bezorging_wacht_idx on beheer.bezorging (niet_voor) where status = 'wacht';

comment on table beheer.bezorging is
'Een rij per melding en kanaal: of zij is aangekomen, en zo niet, wanneer het weer wordt '
'geprobeerd.';
comment on column beheer.bezorging.melding_id is 'Melding.';
comment on column beheer.bezorging.kanaal is 'Naam van het kanaal in de configuratie.';
comment on column beheer.bezorging.status is
'wacht (nog te bezorgen), bezorgd, of vervallen (het kanaal staat niet meer in de configuratie).';
comment on column beheer.bezorging.poging is 'Hoe vaak het is geprobeerd.';
comment on column beheer.bezorging.fout is
'Waarom de laatste poging mislukte, zonder geheimen. Leeg als er geen mislukte.';
comment on column beheer.bezorging.niet_voor is 'Niet eerder proberen dan dit moment, UTC.';
comment on column beheer.bezorging.bezorgd_op is 'Moment waarop het kanaal de melding aannam, UTC.';
