-- Creates the schemas above landing, the dimensions with their row 0, and the table that says how
-- long the outcome of a chain holds.
-- Surrogate keys are computed from the natural key, never drawn from a sequence: a rebuild gives
-- the same ones.
-- Not idempotent: runs once, as a numbered migration.

create schema dwh;
comment on schema dwh is
'Sterschema: feiten en dimensies, na elke run in een keer vervangen. Bron voor elk BI-hulpmiddel.';
create schema ref;
comment on schema ref is 'Codelijsten van de standaard, in eigen woorden.';
create schema mart;
comment on schema mart is 'Views voor mensen: kant-en-klare cijfers met hun definitie.';
create schema ggm;
comment on schema ggm is 'Views met de namen van het Gemeentelijk Gegevensmodel.';

create function dwh.surrogaat(sleutel text) returns bigint
language sql immutable strict parallel safe
return greatest(
    concat('x', encode(substring(sha256(convert_to(sleutel, 'UTF8')) from 1 for 8), 'hex'))
    ::bit(64)::bigint & 9223372036854775807,
    1
);
comment on function dwh.surrogaat(text) is
'Surrogaatsleutel uit een natuurlijke sleutel: de eerste 63 bits van SHA-256, nooit 0 (onbekend).';

create table landing.houdbaarheid (
    keten bigint not null,
    vanaf date null,
    tot date null,
    constraint houdbaarheid_pkey primary key (keten),
    constraint houdbaarheid_grens_check check (vanaf is not null or tot is not null),
    constraint houdbaarheid_volgorde_check check (vanaf < tot)
);

comment on table landing.houdbaarheid is
'Een rij per groep ketens waarvan de uitkomst door het verstrijken van dagen kan veranderen '
'(DQ22, DQ23). Buiten deze peildata rekent een run de groep opnieuw uit.';
comment on column landing.houdbaarheid.keten is
'Kleinste keten van de groep; een groep is meestal een keten.';
comment on column landing.houdbaarheid.vanaf is
'Eerste peildatum waarvoor de uitkomst geldt. Leeg: geen ondergrens.';
comment on column landing.houdbaarheid.tot is
'Eerste peildatum waarvoor de uitkomst niet meer geldt. Leeg: geen bovengrens.';

create index houdbaarheid_vanaf_idx on landing.houdbaarheid (vanaf) where vanaf is not null;
create index houdbaarheid_tot_idx on landing.houdbaarheid (tot) where tot is not null;

create table ref.productcategorie (
    wet text not null,
    productcategorie text not null,
    omschrijving text not null,
    constraint productcategorie_pkey primary key (wet, productcategorie)
);

comment on table ref.productcategorie is
'Een rij per productcategorie, per wet. Gevuld uit sql/ref/productcategorie.sql.';
comment on column ref.productcategorie.wet is
'Wet: wmo of jw.';
comment on column ref.productcategorie.productcategorie is
'Code van de categorie, 2 cijfers.';
comment on column ref.productcategorie.omschrijving is
'Waar de categorie over gaat, in eigen woorden.';

create table dwh.dim_datum (
    datum_sk integer not null,
    datum date null,
    jaar smallint null,
    halfjaar smallint null,
    kwartaal smallint null,
    maand smallint null,
    maandnaam text not null,
    maand_label text not null,
    iso_jaar smallint null,
    iso_week smallint null,
    dagnaam text not null,
    is_weekend boolean not null,
    is_feestdag boolean not null,
    is_werkdag boolean not null,
    constraint dim_datum_pkey primary key (datum_sk),
    constraint dim_datum_datum_key unique (datum)
);

comment on table dwh.dim_datum is
'Een rij per kalenderdag van 2015 tot en met 2035; rij 0 is onbekend.';
comment on column dwh.dim_datum.datum_sk is
'Sleutel: de datum als getal jjjjmmdd; 0 is onbekend.';
comment on column dwh.dim_datum.datum is
'De dag. Leeg: onbekend.';
comment on column dwh.dim_datum.jaar is
'Kalenderjaar.';
comment on column dwh.dim_datum.halfjaar is
'Halfjaar: 1 of 2.';
comment on column dwh.dim_datum.kwartaal is
'Kwartaal: 1 tot en met 4.';
comment on column dwh.dim_datum.maand is
'Maand: 1 tot en met 12.';
comment on column dwh.dim_datum.maandnaam is
'Naam van de maand.';
comment on column dwh.dim_datum.maand_label is
'Jaar en maand om op te sorteren, bijvoorbeeld 2026-04.';
comment on column dwh.dim_datum.iso_jaar is
'Jaar waarbij de ISO-week hoort.';
comment on column dwh.dim_datum.iso_week is
'ISO-week: 1 tot en met 53; begint op maandag.';
comment on column dwh.dim_datum.dagnaam is
'Naam van de dag.';
comment on column dwh.dim_datum.is_weekend is
'Of de dag een zaterdag of zondag is.';
comment on column dwh.dim_datum.is_feestdag is
'Of de dag een feestdag is. Bron: Algemene termijnenwet, artikel 3.';
comment on column dwh.dim_datum.is_werkdag is
'Of de dag geen weekend en geen feestdag is.';

create table dwh.dim_gemeente (
    gemeente_sk bigint not null,
    gemeentecode char(4) not null,
    opvolger_gemeentecode char(4) null,
    gemeentenaam text not null,
    provincie text not null,
    geldig_van date null,
    geldig_tot date null,
    constraint dim_gemeente_pkey primary key (gemeente_sk),
    constraint dim_gemeente_gemeentecode_key unique (gemeentecode)
);

comment on table dwh.dim_gemeente is
'Een rij per gemeente die in een bericht voorkomt; rij 0 is onbekend.';
comment on column dwh.dim_gemeente.gemeente_sk is
'Sleutel: de gemeentecode als getal; 0 is onbekend.';
comment on column dwh.dim_gemeente.gemeentecode is
'CBS-code, 4 cijfers. Bron: Afzender of Ontvanger in de header.';
comment on column dwh.dim_gemeente.opvolger_gemeentecode is
'Gemeente waarin deze is opgegaan. Leeg: niet opgeheven of niet bekend.';
comment on column dwh.dim_gemeente.gemeentenaam is
'Naam; onbekend zolang er geen stamgegevens zijn.';
comment on column dwh.dim_gemeente.provincie is
'Provincie; onbekend zolang er geen stamgegevens zijn.';
comment on column dwh.dim_gemeente.geldig_van is
'Eerste dag dat de code geldt. Leeg: niet bekend.';
comment on column dwh.dim_gemeente.geldig_tot is
'Eerste dag dat de code niet meer geldt. Leeg: geldt nog of niet bekend.';

create table dwh.dim_gebied (
    gebied_sk bigint not null,
    gebiedscode text not null,
    gemeentecode char(4) null,
    niveau text not null,
    gebiedsnaam text not null,
    jaar smallint null,
    constraint dim_gebied_pkey primary key (gebied_sk),
    constraint dim_gebied_gebiedscode_key unique nulls not distinct (gebiedscode, jaar),
    constraint dim_gebied_niveau_check check (
        niveau in ('land', 'provincie', 'gemeente', 'wijk', 'buurt', 'onbekend')
    )
);

comment on table dwh.dim_gebied is
'Een rij per gebied (land, provincie, gemeente, wijk, buurt) per indelingsjaar; rij 0 is '
'onbekend.';
comment on column dwh.dim_gebied.gebied_sk is
'Sleutel: hash van gebiedscode en jaar; 0 is onbekend.';
comment on column dwh.dim_gebied.gebiedscode is
'CBS-code met voorvoegsel NL, PV, GM, WK of BU, bijvoorbeeld GM0363.';
comment on column dwh.dim_gebied.gemeentecode is
'Gemeente waarin het gebied ligt. Leeg: groter dan een gemeente of onbekend.';
comment on column dwh.dim_gebied.niveau is
'land, provincie, gemeente, wijk, buurt of onbekend.';
comment on column dwh.dim_gebied.gebiedsnaam is
'Naam; onbekend zolang er geen stamgegevens zijn.';
comment on column dwh.dim_gebied.jaar is
'Jaar van de gebiedsindeling. Leeg: niet aan een jaar gebonden.';

create table dwh.dim_aanbieder (
    aanbieder_sk bigint not null,
    agb_code char(8) not null,
    aanbiedernaam text not null,
    aanbiedergroep text not null,
    constraint dim_aanbieder_pkey primary key (aanbieder_sk),
    constraint dim_aanbieder_agb_code_key unique (agb_code)
);

comment on table dwh.dim_aanbieder is
'Een rij per aanbieder die in een bericht voorkomt; rij 0 is onbekend.';
comment on column dwh.dim_aanbieder.aanbieder_sk is
'Sleutel: de AGB-code als getal; 0 is onbekend.';
comment on column dwh.dim_aanbieder.agb_code is
'AGB-code, 8 cijfers. Bron: Afzender of Ontvanger in de header.';
comment on column dwh.dim_aanbieder.aanbiedernaam is
'Naam; onbekend zolang er geen stamgegevens zijn.';
comment on column dwh.dim_aanbieder.aanbiedergroep is
'Groep of concern; onbekend zolang er geen stamgegevens zijn.';

create table dwh.dim_product (
    product_sk bigint not null,
    wet text not null,
    productcategorie text not null,
    productcode text not null,
    categorie_omschrijving text not null,
    product_omschrijving text not null,
    toewijzingsvorm text not null,
    segment text not null,
    constraint dim_product_pkey primary key (product_sk),
    constraint dim_product_productcode_key unique (wet, productcategorie, productcode),
    constraint dim_product_toewijzingsvorm_check check (
        toewijzingsvorm in ('specifiek', 'aspecifiek', 'generiek', 'onbekend')
    )
);

comment on table dwh.dim_product is
'Een rij per product dat in een record voorkomt, per wet; rij 0 is onbekend.';
comment on column dwh.dim_product.product_sk is
'Sleutel: hash van wet, productcategorie en productcode; 0 is onbekend.';
comment on column dwh.dim_product.wet is
'Wet: wmo, jw of pw; onbekend in rij 0.';
comment on column dwh.dim_product.productcategorie is
'Productcategorie, 2 cijfers. Lege tekst: niet genoemd. Bron: Categorie of ProductCategorie.';
comment on column dwh.dim_product.productcode is
'Productcode binnen de categorie. Lege tekst: niet genoemd. Bron: Code of ProductCode.';
comment on column dwh.dim_product.categorie_omschrijving is
'Omschrijving van de categorie; onbekend zonder stamgegevens.';
comment on column dwh.dim_product.product_omschrijving is
'Omschrijving van het product; onbekend zonder stamgegevens.';
comment on column dwh.dim_product.toewijzingsvorm is
'specifiek (categorie en code), aspecifiek (alleen categorie), generiek (geen van beide) of '
'onbekend.';
comment on column dwh.dim_product.segment is
'Eigen indeling van de gemeente; onbekend zonder stamgegevens.';

create table dwh.dim_client (
    client_sk bigint not null,
    clientsleutel uuid not null,
    gebiedscode text null,
    geslacht text not null,
    geboortejaar smallint null,
    is_actueel boolean not null,
    geldig_van date not null,
    geldig_tot date null,
    constraint dim_client_pkey primary key (client_sk),
    constraint dim_client_clientsleutel_key unique (clientsleutel, geldig_van),
    constraint dim_client_geslacht_check check (geslacht in ('0', '1', '2'))
);

comment on table dwh.dim_client is
'Een rij per persoon, onder een pseudoniem; rij 0 is onbekend. Namen, adressen en BSN staan '
'nergens.';
comment on column dwh.dim_client.client_sk is
'Sleutel: de eerste 63 bits van clientsleutel; 0 is onbekend.';
comment on column dwh.dim_client.clientsleutel is
'Pseudoniem van de persoon. Bron: Client/Bsn, die zelf niet wordt bewaard.';
comment on column dwh.dim_client.gebiedscode is
'Buurt of wijk van de persoon. Leeg: niet bekend; staat niet in deze berichten.';
comment on column dwh.dim_client.geslacht is
'Geslacht: 0 onbekend, 1 man, 2 vrouw. Bron: Client/Geslacht in het nieuwste bericht.';
comment on column dwh.dim_client.geboortejaar is
'Geboortejaar. Leeg: onbekend. Bron: Client/Geboortedatum in het nieuwste bericht.';
comment on column dwh.dim_client.is_actueel is
'Of dit de geldende rij van de persoon is.';
comment on column dwh.dim_client.geldig_van is
'Eerste dag dat de rij geldt.';
comment on column dwh.dim_client.geldig_tot is
'Eerste dag dat de rij niet meer geldt. Leeg: geldt nog.';

create table dwh.dim_beschikking (
    beschikking_sk bigint not null,
    wet text not null,
    gemeentecode char(4) not null,
    beschikkingnummer text not null,
    bron text not null,
    afgiftedatum date null,
    ingangsdatum date null,
    einddatum date null,
    constraint dim_beschikking_pkey primary key (beschikking_sk),
    constraint dim_beschikking_beschikkingnummer_key unique (wet, gemeentecode, beschikkingnummer)
);

comment on table dwh.dim_beschikking is
'Een rij per beschikking; rij 0 is onbekend. Wordt gevuld door latere bronnen.';
comment on column dwh.dim_beschikking.beschikking_sk is
'Sleutel: hash van wet, gemeente en nummer; 0 is onbekend.';
comment on column dwh.dim_beschikking.wet is
'Wet: wmo, jw of pw; onbekend in rij 0.';
comment on column dwh.dim_beschikking.gemeentecode is
'Gemeente die de beschikking gaf, 4 cijfers.';
comment on column dwh.dim_beschikking.beschikkingnummer is
'Nummer van de beschikking bij de gemeente.';
comment on column dwh.dim_beschikking.bron is
'Waar de beschikking vandaan komt: zaaksysteem, 315 of onbekend.';
comment on column dwh.dim_beschikking.afgiftedatum is
'Datum van het besluit. Leeg: niet bekend.';
comment on column dwh.dim_beschikking.ingangsdatum is
'Eerste dag waarvoor zij geldt. Leeg: niet bekend.';
comment on column dwh.dim_beschikking.einddatum is
'Laatste dag waarvoor zij geldt. Leeg: open of niet bekend.';

create table dwh.dim_reden (
    reden_sk bigint not null,
    lijst text not null,
    wet text not null,
    code text not null,
    omschrijving text not null,
    groep text not null,
    release_van text null,
    release_tot text null,
    constraint dim_reden_pkey primary key (reden_sk),
    constraint dim_reden_code_key unique (lijst, wet, code),
    constraint dim_reden_lijst_check check (
        lijst in (
            'reden_beeindiging', 'reden_wijziging', 'retourcode', 'reden_afwijzing', 'onbekend'
        )
    )
);

comment on table dwh.dim_reden is
'Een rij per code van een redenlijst, per wet; rij 0 is onbekend. Gevuld uit '
'sql/ref/dim_reden.sql.';
comment on column dwh.dim_reden.reden_sk is
'Sleutel: hash van lijst, wet en code; 0 is onbekend.';
comment on column dwh.dim_reden.lijst is
'reden_beeindiging, reden_wijziging, retourcode, reden_afwijzing of onbekend.';
comment on column dwh.dim_reden.wet is
'Wet: wmo of jw; dezelfde code kan per wet iets anders betekenen.';
comment on column dwh.dim_reden.code is
'De code zoals in het bericht.';
comment on column dwh.dim_reden.omschrijving is
'Wat de code betekent, in eigen woorden.';
comment on column dwh.dim_reden.groep is
'Grovere indeling voor rapporten.';
comment on column dwh.dim_reden.release_van is
'Eerste release met deze code. Leeg: niet bekend.';
comment on column dwh.dim_reden.release_tot is
'Eerste release zonder deze code. Leeg: bestaat nog.';

create table dwh.dim_regel (
    regel_sk bigint not null,
    regelcode text not null,
    retourcode text null,
    wet text null,
    onderwerp text not null,
    niveau text not null,
    ernst text not null,
    geldig_van date null,
    geldig_tot date null,
    constraint dim_regel_pkey primary key (regel_sk),
    constraint dim_regel_regelcode_key unique (regelcode),
    constraint dim_regel_ernst_check check (ernst in ('R', 'P', 'D'))
);

comment on table dwh.dim_regel is
'Een rij per regel waarop een bevinding kan berusten; rij 0 is onbekend. Gevuld uit het '
'programma.';
comment on column dwh.dim_regel.regel_sk is
'Sleutel: hash van de regelcode; 0 is onbekend.';
comment on column dwh.dim_regel.regelcode is
'Officiele code (TR019, OP271) of eigen code (DQ15).';
comment on column dwh.dim_regel.retourcode is
'Retourcode die de standaard bij deze regel geeft. Leeg: geen.';
comment on column dwh.dim_regel.wet is
'Wet waarvoor de regel geldt. Leeg: alle.';
comment on column dwh.dim_regel.onderwerp is
'Waar de regel over gaat.';
comment on column dwh.dim_regel.niveau is
'Niveau van de controle: bericht, berichtoverstijgend, eigen of onbekend.';
comment on column dwh.dim_regel.ernst is
'R officiele grond voor afkeur, P officiele plicht zonder afkeur, D eigen signaal.';
comment on column dwh.dim_regel.geldig_van is
'Eerste dag dat de regel geldt. Leeg: niet bekend.';
comment on column dwh.dim_regel.geldig_tot is
'Laatste dag dat de regel geldt. Leeg: geldt nog.';

insert into dwh.dim_datum (
    datum_sk, maandnaam, maand_label, dagnaam, is_weekend, is_feestdag, is_werkdag
)
values (0, 'onbekend', 'onbekend', 'onbekend', false, false, false);

insert into dwh.dim_gemeente (gemeente_sk, gemeentecode, gemeentenaam, provincie)
values (0, '0000', 'onbekend', 'onbekend');

insert into dwh.dim_gebied (gebied_sk, gebiedscode, niveau, gebiedsnaam)
values (0, 'onbekend', 'onbekend', 'onbekend');

insert into dwh.dim_aanbieder (aanbieder_sk, agb_code, aanbiedernaam, aanbiedergroep)
values (0, '00000000', 'onbekend', 'onbekend');

insert into dwh.dim_product (
    product_sk, wet, productcategorie, productcode,
    categorie_omschrijving, product_omschrijving, toewijzingsvorm, segment
)
values (0, 'onbekend', '', '', 'onbekend', 'onbekend', 'onbekend', 'onbekend');

insert into dwh.dim_client (client_sk, clientsleutel, geslacht, is_actueel, geldig_van)
values (0, '00000000-0000-0000-0000-000000000000', '0', true, '1900-01-01');

insert into dwh.dim_beschikking (beschikking_sk, wet, gemeentecode, beschikkingnummer, bron)
values (0, 'onbekend', '0000', 'onbekend', 'onbekend');

insert into dwh.dim_reden (reden_sk, lijst, wet, code, omschrijving, groep)
values (0, 'onbekend', 'onbekend', 'onbekend', 'onbekend', 'onbekend');

insert into dwh.dim_regel (regel_sk, regelcode, onderwerp, niveau, ernst)
values (0, 'onbekend', 'onbekend', 'onbekend', 'D');
