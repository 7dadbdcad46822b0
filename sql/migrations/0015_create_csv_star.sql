-- Creates the facts, dimensions and lists that CSV of case systems fills, and gives the dimensions
-- of persons, providers and products a history.
-- The key of a row is computed from its natural key, as everywhere: a rebuild gives the same ones.
-- A row that a later full delivery no longer has stays, with the day on which it fell out.
-- Not idempotent: runs once, as a numbered migration.

-- The row that holds keeps the key that facts point to; an older row has a key of its own. The
-- unique key is checked at the end of a statement: that moves the first day of the row that holds
-- and adds the older row.

alter table dwh.dim_client
add column is_bericht boolean not null default true,
add column is_csv boolean not null default false,
drop constraint dim_client_clientsleutel_key,
add constraint dim_client_clientsleutel_key unique (
    clientsleutel, geldig_van
) deferrable;

create index dim_client_historie_idx
on dwh.dim_client (clientsleutel) where not is_actueel;

alter table dwh.dim_aanbieder
add column is_actueel boolean not null default true,
add column geldig_van date not null default '1900-01-01',
add column geldig_tot date null,
add column is_bericht boolean not null default true,
add column is_csv boolean not null default false,
drop constraint dim_aanbieder_agb_code_key,
add constraint dim_aanbieder_agb_code_key unique (
    agb_code, geldig_van
) deferrable;

create index dim_aanbieder_historie_idx
on dwh.dim_aanbieder (agb_code) where not is_actueel;

alter table dwh.dim_product
add column is_actueel boolean not null default true,
add column geldig_van date not null default '1900-01-01',
add column geldig_tot date null,
add column opvolger_productcategorie text null,
add column opvolger_productcode text null,
add column is_bericht boolean not null default true,
add column is_csv boolean not null default false,
drop constraint dim_product_productcode_key,
add constraint dim_product_productcode_key unique (
    wet, productcategorie, productcode, geldig_van
) deferrable;

create index dim_product_historie_idx
on dwh.dim_product (wet, productcategorie, productcode) where not is_actueel;

comment on table dwh.dim_client is
'Een rij per persoon, onder een pseudoniem, en een per eerdere stand; rij 0 is onbekend. Tel '
'personen met is_actueel. Namen, adressen en BSN staan nergens.';
comment on column dwh.dim_client.client_sk is
'Sleutel: de eerste 63 bits van clientsleutel, van een eerdere stand een hash van clientsleutel en '
'geldig_van; 0 is onbekend.';
comment on column dwh.dim_client.clientsleutel is
'Pseudoniem van de persoon. Bron: Client/Bsn, die zelf niet wordt bewaard, of het nummer van de '
'persoon in een zaaksysteem dat zijn BSN niet noemt.';
comment on column dwh.dim_client.gebiedscode is
'Buurt of wijk van de persoon. Leeg: niet bekend. Bron: zaaksysteem, rechtstreeks of langs de '
'postcode.';
comment on column dwh.dim_client.geslacht is
'Geslacht: 0 onbekend, 1 man, 2 vrouw. Bron: Client/Geslacht in het nieuwste bericht, anders het '
'zaaksysteem.';
comment on column dwh.dim_client.geboortejaar is
'Geboortejaar. Leeg: onbekend. Bron: Client/Geboortedatum in het nieuwste bericht, anders het '
'zaaksysteem.';
comment on column dwh.dim_client.geldig_van is
'Eerste dag dat de rij geldt; 1900-01-01 als er geen eerdere stand bekend is.';
comment on table dwh.dim_aanbieder is
'Een rij per aanbieder die in een bericht of een CSV voorkomt, en een per eerdere stand; rij 0 is '
'onbekend. Tel aanbieders met is_actueel.';
comment on column dwh.dim_aanbieder.aanbieder_sk is
'Sleutel: de AGB-code als getal, van een eerdere stand een hash van AGB-code en geldig_van; 0 is '
'onbekend.';
comment on column dwh.dim_aanbieder.agb_code is
'AGB-code, 8 cijfers. Bron: Afzender of Ontvanger in de header, of een CSV.';
comment on table dwh.dim_product is
'Een rij per product dat in een record of een CSV voorkomt, per wet, en een per eerdere stand; rij '
'0 is onbekend. Tel producten met is_actueel.';
comment on column dwh.dim_product.product_sk is
'Sleutel: hash van wet, productcategorie en productcode, van een eerdere stand ook van geldig_van; '
'0 is onbekend.';
comment on column dwh.dim_product.geldig_van is
'Eerste dag dat de rij geldt: volgens de productlijst van de gemeente, anders de peildatum van de '
'levering; 1900-01-01 als er geen eerdere stand bekend is.';
comment on column dwh.dim_product.geldig_tot is
'Eerste dag dat de rij niet meer geldt; bij de geldende rij die na de laatste dag van het product. '
'Leeg: geldt nog.';
comment on column dwh.dim_product.opvolger_productcategorie is
'Categorie van het product dat dit opvolgt. Leeg: geen bekend.';
comment on column dwh.dim_product.opvolger_productcode is
'Code van het product dat dit opvolgt. Leeg: geen bekend.';
comment on column dwh.dim_gemeente.gemeentecode is
'CBS-code, 4 cijfers. Bron: Afzender of Ontvanger in de header, of een CSV.';
comment on table dwh.dim_gemeente is
'Een rij per gemeente die in een bericht of een CSV voorkomt; rij 0 is onbekend.';

comment on column dwh.dim_aanbieder.is_actueel is
'Of dit de geldende rij is: feiten wijzen altijd daarnaar.';
comment on column dwh.dim_aanbieder.geldig_van is
'Eerste dag dat de rij geldt; 1900-01-01 als er geen eerdere bekend is.';
comment on column dwh.dim_aanbieder.geldig_tot is
'Eerste dag dat de rij niet meer geldt. Leeg: geldt nog.';
comment on column dwh.dim_product.is_actueel is
'Of dit de geldende rij is: feiten wijzen altijd daarnaar.';
comment on column dwh.dim_client.is_bericht is 'Of een bericht haar noemt.';
comment on column dwh.dim_client.is_csv is 'Of een CSV haar noemt.';
comment on column dwh.dim_aanbieder.is_bericht is 'Of een bericht haar noemt.';
comment on column dwh.dim_aanbieder.is_csv is 'Of een CSV haar noemt.';
comment on column dwh.dim_product.is_bericht is 'Of een bericht het noemt.';
comment on column dwh.dim_product.is_csv is 'Of een CSV het noemt.';

create table dwh.feit_zaak (
    gemeente_sk bigint not null,
    client_sk bigint not null,
    team_sk bigint not null,
    medewerker_sk bigint not null,
    zaak_sk bigint not null,
    wet text null,
    gemeentecode char(4) not null,
    zaaknummer text not null,
    zaaktype text null,
    regeling text null,
    status text null,
    resultaat text null,
    reden_afsluiting text null,
    kanaal text null,
    verwijzer text null,
    team text null,
    leefgebieden text[] not null,
    is_te_laat boolean null,
    doorlooptijd_dagen integer null,
    opschorting_dagen integer null,
    verlenging_dagen bigint null,
    aanmelddatum date null,
    aanvraagdatum date null,
    startdatum date null,
    besluitdatum date null,
    einddatum_gepland date null,
    uiterste_einddatum date null,
    einddatum date null,
    bron text not null,
    bestand_id bigint not null,
    regel bigint not null,
    vervallen_op date null,
    constraint feit_zaak_pkey primary key (zaak_sk),
    constraint feit_zaak_wet_check check (wet in ('wmo', 'jw', 'pw'))
);

comment on table dwh.feit_zaak is
'Een rij per zaak uit een zaaksysteem: de nieuwste inhoud. Een zaak die uit een volledige '
'levering wegviel blijft staan, met vervallen_op.';
comment on column dwh.feit_zaak.gemeente_sk is 'Gemeente: dim_gemeente; 0 is onbekend.';
comment on column dwh.feit_zaak.client_sk is
'Persoon, gepseudonimiseerd: dim_client; 0 is onbekend.';
comment on column dwh.feit_zaak.team_sk is 'Team: dim_team; 0 is onbekend.';
comment on column dwh.feit_zaak.medewerker_sk is
'Behandelaar, gepseudonimiseerd: dim_medewerker; 0 is onbekend.';
comment on column dwh.feit_zaak.zaak_sk is 'Sleutel: hash van bron, gemeentecode en zaaknummer.';
comment on column dwh.feit_zaak.wet is 'Wet: wmo, jw of pw. Leeg: niet genoemd.';
comment on column dwh.feit_zaak.gemeentecode is
'CBS-code van de gemeente, 4 cijfers; 0000 is onbekend. Bron: het bestand, anders de '
'configuratie van de bron.';
comment on column dwh.feit_zaak.zaaknummer is 'Nummer van de zaak in het zaaksysteem.';
comment on column dwh.feit_zaak.zaaktype is
'Soort zaak, zoals het zaaksysteem die noemt. Leeg: niet genoemd.';
comment on column dwh.feit_zaak.regeling is 'Regeling binnen de wet. Leeg: niet genoemd.';
comment on column dwh.feit_zaak.status is
'Stand van de zaak, zoals het zaaksysteem die noemt. Leeg: niet genoemd.';
comment on column dwh.feit_zaak.resultaat is 'Uitkomst van de zaak. Leeg: geen of niet genoemd.';
comment on column dwh.feit_zaak.reden_afsluiting is
'Waarom de zaak is afgesloten. Leeg: open of niet genoemd.';
comment on column dwh.feit_zaak.kanaal is 'Waarlangs de aanvraag kwam. Leeg: niet genoemd.';
comment on column dwh.feit_zaak.verwijzer is 'Soort verwijzer. Leeg: niet genoemd.';
comment on column dwh.feit_zaak.team is 'Team dat de zaak behandelt. Leeg: niet genoemd.';
comment on column dwh.feit_zaak.leefgebieden is
'Leefgebieden van de zaak, zonder dubbele; zie ook zaak_leefgebied. Lege lijst: geen genoemd.';
comment on column dwh.feit_zaak.is_te_laat is
'Of het besluit (anders het einde) na de uiterste einddatum viel, of bij gebrek daaraan na de '
'geplande. Leeg: nog open, of geen termijn bekend.';
comment on column dwh.feit_zaak.doorlooptijd_dagen is
'Kalenderdagen van aanvraag (anders aanmelding) tot besluit (anders einde), zonder de dagen van '
'opschorting daarbinnen. Leeg: nog open, een datum ontbreekt, of het einde ligt voor het begin.';
comment on column dwh.feit_zaak.opschorting_dagen is
'Dagen van opschorting binnen de doorlooptijd: van de eerste dag tot de dag van hervatting. '
'Leeg: geen opschorting bekend, of zij loopt nog.';
comment on column dwh.feit_zaak.verlenging_dagen is
'Dagen waarmee de termijn is verlengd. Leeg: niet genoemd.';
comment on column dwh.feit_zaak.aanmelddatum is 'Dag van de melding. Leeg: niet genoemd.';
comment on column dwh.feit_zaak.aanvraagdatum is 'Dag van de aanvraag. Leeg: niet genoemd.';
comment on column dwh.feit_zaak.startdatum is
'Dag waarop de behandeling begon. Leeg: niet genoemd.';
comment on column dwh.feit_zaak.besluitdatum is 'Dag van het besluit. Leeg: geen of niet genoemd.';
comment on column dwh.feit_zaak.einddatum_gepland is 'Geplande einddatum. Leeg: niet genoemd.';
comment on column dwh.feit_zaak.uiterste_einddatum is
'Laatste dag van de termijn. Leeg: niet genoemd.';
comment on column dwh.feit_zaak.einddatum is
'Dag waarop de zaak eindigde. Leeg: open of niet genoemd.';
comment on column dwh.feit_zaak.bron is 'Bron in de configuratie waaruit de rij komt.';
comment on column dwh.feit_zaak.bestand_id is 'Levering met de nieuwste inhoud: beheer.bestand.';
comment on column dwh.feit_zaak.regel is 'Regel in dat bestand.';
comment on column dwh.feit_zaak.vervallen_op is
'Peildatum van de eerste volledige levering zonder deze rij. Leeg: de rij staat er nog.';

create table dwh.zaak_leefgebied (
    zaak_sk bigint not null,
    leefgebied text not null,
    constraint zaak_leefgebied_pkey primary key (zaak_sk, leefgebied)
);

comment on table dwh.zaak_leefgebied is
'Een rij per leefgebied van een zaak: de brug tussen feit_zaak en het label.';
comment on column dwh.zaak_leefgebied.zaak_sk is 'Zaak: feit_zaak.';
comment on column dwh.zaak_leefgebied.leefgebied is
'Label van het leefgebied, zoals het zaaksysteem het noemt.';

create table dwh.feit_voorziening (
    gemeente_sk bigint not null,
    client_sk bigint not null,
    aanbieder_sk bigint not null,
    product_sk bigint not null,
    beschikking_sk bigint not null,
    toewijzing_sk bigint null,
    zaak_sk bigint null,
    voorziening_sk bigint not null,
    wet text not null,
    gemeentecode char(4) not null,
    agb_code char(8) null,
    beschikkingnummer text not null,
    volgnummer text not null,
    eenheid text null,
    frequentie text null,
    leveringsvorm text null,
    reden_einde text null,
    status text null,
    toewijzingnummer bigint null,
    volume bigint null,
    budget_eurocent bigint null,
    ingangsdatum date null,
    einddatum date null,
    bron text not null,
    bestand_id bigint not null,
    regel bigint not null,
    vervallen_op date null,
    constraint feit_voorziening_pkey primary key (voorziening_sk),
    constraint feit_voorziening_wet_check check (wet in ('wmo', 'jw', 'pw'))
);

comment on table dwh.feit_voorziening is
'Een rij per voorziening bij een beschikking uit een zaaksysteem: de nieuwste inhoud. Een '
'voorziening die uit een volledige levering wegviel blijft staan, met vervallen_op.';
comment on column dwh.feit_voorziening.gemeente_sk is 'Gemeente: dim_gemeente; 0 is onbekend.';
comment on column dwh.feit_voorziening.client_sk is
'Persoon, gepseudonimiseerd: dim_client; die van de voorziening, anders van de beschikking, '
'anders van de zaak. 0 is onbekend.';
comment on column dwh.feit_voorziening.aanbieder_sk is 'Aanbieder: dim_aanbieder; 0 is onbekend.';
comment on column dwh.feit_voorziening.product_sk is 'Product: dim_product; 0 is niet genoemd.';
comment on column dwh.feit_voorziening.beschikking_sk is
'Beschikking: dim_beschikking; 0 is onbekend.';
comment on column dwh.feit_voorziening.toewijzing_sk is
'Toewijzing met dit nummer: feit_toewijzing; zij kan (nog) ontbreken in de berichten. Leeg: '
'geen nummer, geen gemeente of geen wmo of jw.';
comment on column dwh.feit_voorziening.zaak_sk is
'Zaak waarop de beschikking berust: feit_zaak. Leeg: niet genoemd, niet geleverd, of door meer dan '
'een bron geleverd en niet door die van de beschikking.';
comment on column dwh.feit_voorziening.voorziening_sk is
'Sleutel: hash van bron, gemeentecode, wet, beschikkingnummer en volgnummer.';
comment on column dwh.feit_voorziening.wet is 'Wet: wmo, jw of pw.';
comment on column dwh.feit_voorziening.gemeentecode is
'CBS-code van de gemeente, 4 cijfers; 0000 is onbekend. Bron: het bestand, anders de '
'configuratie van de bron.';
comment on column dwh.feit_voorziening.agb_code is
'AGB-code van de aanbieder, 8 cijfers. Leeg: niet genoemd.';
comment on column dwh.feit_voorziening.beschikkingnummer is
'Nummer van de beschikking in het zaaksysteem.';
comment on column dwh.feit_voorziening.volgnummer is
'Volgnummer van de voorziening binnen de beschikking.';
comment on column dwh.feit_voorziening.eenheid is
'Eenheid van het volume, als in feit_toewijzing. Leeg: niet genoemd.';
comment on column dwh.feit_voorziening.frequentie is
'Waarover het volume geldt, als in feit_toewijzing. Leeg: niet genoemd.';
comment on column dwh.feit_voorziening.leveringsvorm is
'Zorg in natura of pgb, zoals het zaaksysteem het noemt. Leeg: niet genoemd.';
comment on column dwh.feit_voorziening.reden_einde is
'Reden van het einde, zoals het zaaksysteem die noemt. Leeg: geen of niet genoemd.';
comment on column dwh.feit_voorziening.status is
'Stand, zoals het zaaksysteem die noemt. Leeg: niet genoemd.';
comment on column dwh.feit_voorziening.toewijzingnummer is
'Nummer van de toewijzing: de brug naar de 301. Leeg: niet genoemd.';
comment on column dwh.feit_voorziening.volume is
'Volume in de eenheid, per frequentie. Leeg: niet genoemd.';
comment on column dwh.feit_voorziening.budget_eurocent is 'Budget in eurocent. Leeg: niet genoemd.';
comment on column dwh.feit_voorziening.ingangsdatum is 'Eerste dag. Leeg: niet genoemd.';
comment on column dwh.feit_voorziening.einddatum is 'Laatste dag. Leeg: open of niet genoemd.';
comment on column dwh.feit_voorziening.bron is 'Bron in de configuratie waaruit de rij komt.';
comment on column dwh.feit_voorziening.bestand_id is
'Levering met de nieuwste inhoud: beheer.bestand.';
comment on column dwh.feit_voorziening.regel is 'Regel in dat bestand.';
comment on column dwh.feit_voorziening.vervallen_op is
'Peildatum van de eerste volledige levering zonder deze rij. Leeg: de rij staat er nog.';

create table dwh.feit_uitkering (
    gemeente_sk bigint not null,
    client_sk bigint not null,
    uitkering_sk bigint not null,
    wet text not null,
    gemeentecode char(4) not null,
    regeling text not null,
    reden_einde text null,
    huishoudtype text null,
    bedrag_maand_eurocent bigint null,
    ingangsdatum date not null,
    einddatum date null,
    bron text not null,
    bestand_id bigint not null,
    regel bigint not null,
    vervallen_op date null,
    constraint feit_uitkering_pkey primary key (uitkering_sk),
    constraint feit_uitkering_wet_check check (wet = 'pw')
);

comment on table dwh.feit_uitkering is
'Een rij per uitkering van de Participatiewet: de nieuwste inhoud. Een uitkering die uit een '
'volledige levering wegviel blijft staan, met vervallen_op.';
comment on column dwh.feit_uitkering.gemeente_sk is 'Gemeente: dim_gemeente; 0 is onbekend.';
comment on column dwh.feit_uitkering.client_sk is 'Persoon, gepseudonimiseerd: dim_client.';
comment on column dwh.feit_uitkering.uitkering_sk is
'Sleutel: hash van bron, gemeentecode, persoon, regeling en ingangsdatum.';
comment on column dwh.feit_uitkering.wet is 'Wet: altijd pw.';
comment on column dwh.feit_uitkering.gemeentecode is
'CBS-code van de gemeente, 4 cijfers; 0000 is onbekend. Bron: het bestand, anders de '
'configuratie van de bron.';
comment on column dwh.feit_uitkering.regeling is 'Regeling, zoals het systeem die noemt.';
comment on column dwh.feit_uitkering.reden_einde is
'Reden van het einde. Leeg: geen of niet genoemd.';
comment on column dwh.feit_uitkering.huishoudtype is 'Soort huishouden. Leeg: niet genoemd.';
comment on column dwh.feit_uitkering.bedrag_maand_eurocent is
'Bedrag per maand in eurocent. Leeg: niet genoemd.';
comment on column dwh.feit_uitkering.ingangsdatum is 'Eerste dag.';
comment on column dwh.feit_uitkering.einddatum is 'Laatste dag. Leeg: loopt nog of niet genoemd.';
comment on column dwh.feit_uitkering.bron is 'Bron in de configuratie waaruit de rij komt.';
comment on column dwh.feit_uitkering.bestand_id is
'Levering met de nieuwste inhoud: beheer.bestand.';
comment on column dwh.feit_uitkering.regel is 'Regel in dat bestand.';
comment on column dwh.feit_uitkering.vervallen_op is
'Peildatum van de eerste volledige levering zonder deze rij. Leeg: de rij staat er nog.';

create table dwh.feit_meting (
    gemeente_sk bigint not null,
    gebied_sk bigint not null,
    aanbieder_sk bigint not null,
    meting_sk bigint not null,
    wet text null,
    gemeentecode char(4) not null,
    gebiedscode text null,
    agb_code char(8) null,
    periode text not null,
    periode_soort text not null,
    indicator text not null,
    waarde numeric null,
    n bigint null,
    bron text not null,
    bestand_id bigint not null,
    regel bigint not null,
    vervallen_op date null,
    constraint feit_meting_pkey primary key (meting_sk),
    constraint feit_meting_wet_check check (wet in ('wmo', 'jw', 'pw'))
);

comment on table dwh.feit_meting is
'Een rij per cijfer van een gebied of aanbieder over een periode: de nieuwste inhoud. Gaat '
'nooit over een persoon.';
comment on column dwh.feit_meting.gemeente_sk is 'Gemeente: dim_gemeente; 0 is onbekend.';
comment on column dwh.feit_meting.gebied_sk is 'Gebied: dim_gebied; 0 is niet over een gebied.';
comment on column dwh.feit_meting.aanbieder_sk is
'Aanbieder: dim_aanbieder; 0 is niet over een aanbieder.';
comment on column dwh.feit_meting.meting_sk is
'Sleutel: hash van bron, gemeentecode, gebied, aanbieder, periode en indicator.';
comment on column dwh.feit_meting.wet is
'Wet: wmo, jw of pw. Leeg: een meting is niet van een wet.';
comment on column dwh.feit_meting.gemeentecode is
'CBS-code van de gemeente, 4 cijfers; 0000 is onbekend. Bron: het bestand, anders de '
'configuratie van de bron.';
comment on column dwh.feit_meting.gebiedscode is
'CBS-code van het gebied. Leeg: niet over een gebied.';
comment on column dwh.feit_meting.agb_code is
'AGB-code van de aanbieder, 8 cijfers. Leeg: niet over een aanbieder.';
comment on column dwh.feit_meting.periode is
'Periode, zoals in feit_statline: 2024JJ00, 2024KW01, 2024MM03, 20240305.';
comment on column dwh.feit_meting.periode_soort is
'jaar, halfjaar, kwartaal, maand, week, dag of overig.';
comment on column dwh.feit_meting.indicator is 'Naam van het cijfer.';
comment on column dwh.feit_meting.waarde is 'Het cijfer. Leeg: geen cijfer.';
comment on column dwh.feit_meting.n is 'Aantal waarop het cijfer berust. Leeg: niet genoemd.';
comment on column dwh.feit_meting.bron is 'Bron in de configuratie waaruit de rij komt.';
comment on column dwh.feit_meting.bestand_id is 'Levering met de nieuwste inhoud: beheer.bestand.';
comment on column dwh.feit_meting.regel is 'Regel in dat bestand.';
comment on column dwh.feit_meting.vervallen_op is
'Peildatum van de eerste volledige levering zonder deze rij. Leeg: de rij staat er nog.';

create table dwh.dim_team (
    team_sk bigint not null,
    gemeente_sk bigint not null,
    gemeentecode char(4) not null,
    team text not null,
    afdeling text not null,
    bron text null,
    bestand_id bigint null,
    regel bigint null,
    vervallen_op date null,
    constraint dim_team_pkey primary key (team_sk)
);

comment on table dwh.dim_team is
'Een rij per team van een gemeente dat een zaaksysteem noemt; rij 0 is onbekend.';
comment on column dwh.dim_team.team_sk is 'Sleutel: hash van gemeentecode en team; 0 is onbekend.';
comment on column dwh.dim_team.gemeente_sk is 'Gemeente: dim_gemeente; 0 is onbekend.';
comment on column dwh.dim_team.gemeentecode is
'CBS-code van de gemeente, 4 cijfers; 0000 is onbekend. Bron: het bestand, anders de '
'configuratie van de bron.';
comment on column dwh.dim_team.team is 'Naam van het team.';
comment on column dwh.dim_team.afdeling is 'Afdeling van het team; onbekend zonder stamgegevens.';
comment on column dwh.dim_team.bron is
'Bron in de configuratie waaruit de rij komt. Leeg: alleen genoemd in een andere rij.';
comment on column dwh.dim_team.bestand_id is
'Levering met de nieuwste inhoud: beheer.bestand. Leeg: alleen genoemd in een andere rij.';
comment on column dwh.dim_team.regel is
'Regel in dat bestand. Leeg: alleen genoemd in een andere rij.';
comment on column dwh.dim_team.vervallen_op is
'Peildatum van de eerste volledige levering zonder deze rij. Leeg: de rij staat er nog.';

create table dwh.dim_medewerker (
    medewerker_sk bigint not null,
    gemeente_sk bigint not null,
    team_sk bigint not null,
    medewerkersleutel uuid not null,
    gemeentecode char(4) not null,
    functie text not null,
    caseload_norm bigint null,
    fte numeric null,
    begindatum date null,
    einddatum date null,
    bron text null,
    bestand_id bigint null,
    regel bigint null,
    vervallen_op date null,
    constraint dim_medewerker_pkey primary key (medewerker_sk)
);

comment on table dwh.dim_medewerker is
'Een rij per medewerker van een gemeente, onder een pseudoniem: genoeg om een caseload naast '
'haar norm te leggen. Rij 0 is onbekend.';
comment on column dwh.dim_medewerker.medewerker_sk is
'Sleutel: hash van gemeentecode en pseudoniem; 0 is onbekend.';
comment on column dwh.dim_medewerker.gemeente_sk is 'Gemeente: dim_gemeente; 0 is onbekend.';
comment on column dwh.dim_medewerker.team_sk is 'Team: dim_team; 0 is onbekend.';
comment on column dwh.dim_medewerker.medewerkersleutel is 'Pseudoniem van de medewerker.';
comment on column dwh.dim_medewerker.gemeentecode is
'CBS-code van de gemeente, 4 cijfers; 0000 is onbekend. Bron: het bestand, anders de '
'configuratie van de bron.';
comment on column dwh.dim_medewerker.functie is 'Functie; onbekend zonder stamgegevens.';
comment on column dwh.dim_medewerker.caseload_norm is
'Aantal zaken dat bij een volledige baan past. Leeg: niet bekend.';
comment on column dwh.dim_medewerker.fte is 'Deel van een volledige baan. Leeg: niet bekend.';
comment on column dwh.dim_medewerker.begindatum is 'Eerste dag. Leeg: niet bekend.';
comment on column dwh.dim_medewerker.einddatum is 'Laatste dag. Leeg: in dienst of niet bekend.';
comment on column dwh.dim_medewerker.bron is
'Bron in de configuratie waaruit de rij komt. Leeg: alleen genoemd in een andere rij.';
comment on column dwh.dim_medewerker.bestand_id is
'Levering met de nieuwste inhoud: beheer.bestand. Leeg: alleen genoemd in een andere rij.';
comment on column dwh.dim_medewerker.regel is
'Regel in dat bestand. Leeg: alleen genoemd in een andere rij.';
comment on column dwh.dim_medewerker.vervallen_op is
'Peildatum van de eerste volledige levering zonder deze rij. Leeg: de rij staat er nog.';

create table ref.budgetplafond (
    budgetplafond_sk bigint not null,
    wet text not null,
    gemeentecode char(4) not null,
    agb_code char(8) not null,
    productcategorie text null,
    bedrag_eurocent bigint not null,
    geldig_van date not null,
    geldig_tot date null,
    bron text not null,
    bestand_id bigint not null,
    regel bigint not null,
    vervallen_op date null,
    constraint budgetplafond_pkey primary key (budgetplafond_sk)
);

comment on table ref.budgetplafond is
'Een rij per plafond dat een gemeente met een aanbieder heeft afgesproken, per geldigheid. '
'Gevuld uit CSV.';
comment on column ref.budgetplafond.budgetplafond_sk is
'Sleutel: hash van bron, gemeentecode, wet, aanbieder, categorie en eerste dag.';
comment on column ref.budgetplafond.wet is 'Wet: wmo, jw of pw.';
comment on column ref.budgetplafond.gemeentecode is
'CBS-code van de gemeente, 4 cijfers; 0000 is onbekend. Bron: het bestand, anders de '
'configuratie van de bron.';
comment on column ref.budgetplafond.agb_code is 'AGB-code van de aanbieder, 8 cijfers.';
comment on column ref.budgetplafond.productcategorie is
'Code van de categorie. Leeg: alle categorieen samen.';
comment on column ref.budgetplafond.bedrag_eurocent is 'Plafond in eurocent.';
comment on column ref.budgetplafond.geldig_van is 'Eerste dag.';
comment on column ref.budgetplafond.geldig_tot is 'Laatste dag. Leeg: geldt nog.';
comment on column ref.budgetplafond.bron is 'Bron in de configuratie waaruit de rij komt.';
comment on column ref.budgetplafond.bestand_id is
'Levering met de nieuwste inhoud: beheer.bestand.';
comment on column ref.budgetplafond.regel is 'Regel in dat bestand.';
comment on column ref.budgetplafond.vervallen_op is
'Peildatum van de eerste volledige levering zonder deze rij. Leeg: de rij staat er nog.';

create table ref.postcode_gebied (
    postcode_gebied_sk bigint not null,
    gemeentecode char(4) not null,
    postcode text not null,
    gebiedscode text not null,
    gezien_op date not null,
    bron text not null,
    bestand_id bigint not null,
    regel bigint not null,
    vervallen_op date null,
    constraint postcode_gebied_pkey primary key (postcode_gebied_sk)
);

comment on table ref.postcode_gebied is
'Een rij per postcode die een bron in een buurt, wijk of gemeente legt. Gevuld uit CSV.';
comment on column ref.postcode_gebied.postcode_gebied_sk is
'Sleutel: hash van bron, gemeentecode en postcode.';
comment on column ref.postcode_gebied.gemeentecode is
'CBS-code van de gemeente, 4 cijfers; 0000 is onbekend. Bron: het bestand, anders de '
'configuratie van de bron.';
comment on column ref.postcode_gebied.postcode is 'Postcode, 4 cijfers en 2 letters.';
comment on column ref.postcode_gebied.gebiedscode is
'CBS-code van het gebied, bijvoorbeeld BU03840101.';
comment on column ref.postcode_gebied.gezien_op is
'Peildatum van de levering die dit gebied bracht.';
comment on column ref.postcode_gebied.bron is 'Bron in de configuratie waaruit de rij komt.';
comment on column ref.postcode_gebied.bestand_id is
'Levering met de nieuwste inhoud: beheer.bestand.';
comment on column ref.postcode_gebied.regel is 'Regel in dat bestand.';
comment on column ref.postcode_gebied.vervallen_op is
'Peildatum van de eerste volledige levering zonder deze rij. Leeg: de rij staat er nog.';

create index postcode_gebied_postcode_idx on ref.postcode_gebied (postcode);

insert into dwh.dim_team (team_sk, gemeente_sk, gemeentecode, team, afdeling)
values (0, 0, '0000', 'onbekend', 'onbekend');

insert into dwh.dim_medewerker (
    medewerker_sk, gemeente_sk, team_sk, medewerkersleutel, gemeentecode, functie
)
values (0, 0, 0, '00000000-0000-0000-0000-000000000000', '0000', 'onbekend');

-- The list of the command and those of CSV stand side by side.
alter table ref.contract_tarief
add column bron text not null default '',
drop constraint contract_tarief_key,
add constraint contract_tarief_key unique nulls not distinct (
    bron, wet, gemeentecode, agb_code, productcategorie, productcode, eenheid, geldig_van
);
comment on table ref.contract_tarief is
'Een rij per tarief dat een gemeente met een aanbieder heeft afgesproken, per geldigheid. Gevuld '
'door sluis referentie laden en uit CSV; leeg: TR418 is niet te toetsen.';
comment on column ref.contract_tarief.bron is
'Bron in de configuratie waaruit het tarief komt. Lege tekst: sluis referentie laden.';
comment on column ref.contract_tarief.geldig_tot is
'Laatste dag. Leeg: geldt nog. Bij een CSV ten laatste de dag voor de levering die het tarief niet '
'meer had.';

create index csv_client_persoon_idx on landing.csv_client ((coalesce(persoon, client)));

create table beheer.csv_publicatie (
    publicatie_id smallint not null default 1,
    vingerafdruk text not null,
    run_id bigint not null,
    gepubliceerd_op timestamptz not null,
    constraint csv_publicatie_pkey primary key (publicatie_id),
    constraint csv_publicatie_een_check check (publicatie_id = 1)
);

comment on table beheer.csv_publicatie is
'Welke leveringen van CSV in de sterschema-tabellen staan: ten hoogste een rij. Staan er andere '
'leveringen, dan publiceert de volgende run opnieuw.';
comment on column beheer.csv_publicatie.publicatie_id is 'Altijd 1.';
comment on column beheer.csv_publicatie.vingerafdruk is
'Versie van de rekenregels en een hash van de leveringen in beheer.csv_levering.';
comment on column beheer.csv_publicatie.run_id is 'Run die publiceerde: beheer.run.';
comment on column beheer.csv_publicatie.gepubliceerd_op is 'Moment van publiceren, UTC.';
