-- Case systems and other CSV: what stood in the deliveries of a source, one table per entity, and
-- the deliveries themselves. A row is a run: content that stood from one delivery until before
-- another.

create table beheer.csv_levering (
    bron text not null,
    bestand_id bigint not null,
    naam text not null,
    peildatum date not null,
    soort text not null,
    entiteiten text[] not null,
    rijen bigint not null,
    constraint csv_levering_pkey primary key (bron, bestand_id),
    constraint csv_levering_soort_check check (soort in ('volledig', 'mutaties')),
    constraint csv_levering_rijen_check check (rijen >= 0)
);

create index csv_levering_bestand_id_idx on beheer.csv_levering (bestand_id);
create index csv_levering_peildatum_idx on beheer.csv_levering (bron, peildatum);

comment on table beheer.csv_levering is
'Een rij per levering: een CSV-bestand van een bron met een peildatum. De volgorde is '
'peildatum, dan naam.';
comment on column beheer.csv_levering.bron is
'Naam van de bron in de configuratie.';
comment on column beheer.csv_levering.bestand_id is
'Bestand van de levering.';
comment on column beheer.csv_levering.naam is
'Pad van het bestand binnen de map van de bron.';
comment on column beheer.csv_levering.peildatum is
'Dag waarvan de levering de stand geeft.';
comment on column beheer.csv_levering.soort is
'volledig (wat er niet in staat is afgelopen) of mutaties (alleen wat veranderde).';
comment on column beheer.csv_levering.entiteiten is
'Waarover het bestand gaat: zaak, beschikking, voorziening en zo verder.';
comment on column beheer.csv_levering.rijen is
'Aantal gegevens uit het bestand dat telt, over alle entiteiten. 0: de levering verandert '
'niets.';

comment on column beheer.bestand.foutcode is
'Bij quarantaine: code waarmee het bestand als geheel is geweigerd. ZERO_ROWS bij een '
'CSV-bestand zonder regels. Anders leeg.';

create table beheer.csv_onbeslist (
    bron text not null,
    entiteit text not null,
    rij_sleutel uuid not null,
    peildatum date not null,
    bestand_id bigint not null,
    constraint csv_onbeslist_pkey primary key (bron, entiteit, rij_sleutel, peildatum)
);

create index csv_onbeslist_bestand_id_idx on beheer.csv_onbeslist (bestand_id);

comment on table beheer.csv_onbeslist is
'Een rij per sleutel die in een volledige levering meer dan eens met een andere inhoud stond: '
'over die sleutel zegt de levering niets, wat er stond blijft staan.';
comment on column beheer.csv_onbeslist.bron is
'Naam van de bron in de configuratie.';
comment on column beheer.csv_onbeslist.entiteit is
'Waarover het gaat: zaak, beschikking, voorziening en zo verder.';
comment on column beheer.csv_onbeslist.rij_sleutel is
'Waaraan de rij in een andere levering te herkennen is, als in de tabel van de entiteit in '
'landing.';
comment on column beheer.csv_onbeslist.peildatum is
'Peildatum van de levering.';
comment on column beheer.csv_onbeslist.bestand_id is
'Bestand van de levering.';

create table landing.csv_zaak (
    bron text not null,
    gemeentecode char(4) null,
    rij_sleutel uuid not null,
    gezien_van date not null,
    gezien_tot date null,
    bestand_id bigint not null,
    regel bigint not null,
    zaaknummer text not null,
    zaaktype text null,
    wet text null,
    regeling text null,
    client uuid null,
    aanmelddatum date null,
    aanvraagdatum date null,
    startdatum date null,
    besluitdatum date null,
    einddatum_gepland date null,
    uiterste_einddatum date null,
    einddatum date null,
    status text null,
    resultaat text null,
    reden_afsluiting text null,
    opschorting_van date null,
    opschorting_tot date null,
    verlenging_dagen bigint null,
    kanaal text null,
    verwijzer text null,
    team text null,
    medewerker uuid null,
    leefgebieden text[] null,
    constraint csv_zaak_pkey primary key (bron, rij_sleutel, gezien_van),
    constraint csv_zaak_gezien_check check (gezien_tot > gezien_van)
);

comment on table landing.csv_zaak is
'Een rij per zaak en periode waarin een bron er hetzelfde over zei: van aanmelding tot besluit.';
comment on column landing.csv_zaak.bron is
'Naam van de bron in de configuratie.';
comment on column landing.csv_zaak.gemeentecode is
'CBS-code van de gemeente, 4 cijfers: van de rij zelf, anders van de bron. Leeg: niet bekend.';
comment on column landing.csv_zaak.rij_sleutel is
'Waaraan de rij in een andere levering te herkennen is: de eerste 16 bytes van de SHA-256 van '
'gemeentecode en sleutelvelden.';
comment on column landing.csv_zaak.gezien_van is
'Peildatum van de eerste levering met deze inhoud.';
comment on column landing.csv_zaak.gezien_tot is
'Peildatum van de levering waarin de rij anders was, ontbrak of door mutaties opnieuw werd '
'gemeld. Leeg: staat er nog.';
comment on column landing.csv_zaak.bestand_id is
'Bestand waaruit de rij is opgeslagen. Is dat bestand opnieuw gelezen en begint de rij daardoor '
'later, dan nog steeds dat bestand en niet de levering van gezien_van.';
comment on column landing.csv_zaak.regel is
'Regel waar de rij begint, vanaf 1, in het bestand zoals het was toen de rij werd opgeslagen.';
comment on column landing.csv_zaak.zaaknummer is
'Nummer van de zaak in het bronsysteem.';
comment on column landing.csv_zaak.zaaktype is
'Soort zaak, zoals de bron die noemt.';
comment on column landing.csv_zaak.wet is
'wmo, jw of pw.';
comment on column landing.csv_zaak.regeling is
'Regeling, zoals de bron die noemt.';
comment on column landing.csv_zaak.client is
'Pseudoniem van de persoon om wie het gaat.';
comment on column landing.csv_zaak.aanmelddatum is
'Dag van aanmelding.';
comment on column landing.csv_zaak.aanvraagdatum is
'Dag van aanvraag.';
comment on column landing.csv_zaak.startdatum is
'Dag waarop de behandeling begon.';
comment on column landing.csv_zaak.besluitdatum is
'Dag van het besluit.';
comment on column landing.csv_zaak.einddatum_gepland is
'Geplande laatste dag van de behandeling.';
comment on column landing.csv_zaak.uiterste_einddatum is
'Laatste dag waarop volgens de wet besloten moet zijn.';
comment on column landing.csv_zaak.einddatum is
'Dag waarop de zaak is afgesloten. Leeg: loopt nog.';
comment on column landing.csv_zaak.status is
'Stand, zoals de bron die noemt.';
comment on column landing.csv_zaak.resultaat is
'Uitkomst van de zaak, zoals de bron die noemt.';
comment on column landing.csv_zaak.reden_afsluiting is
'Waarom de zaak is afgesloten, zoals de bron dat noemt.';
comment on column landing.csv_zaak.opschorting_van is
'Eerste dag van de opschorting.';
comment on column landing.csv_zaak.opschorting_tot is
'Einde van de opschorting.';
comment on column landing.csv_zaak.verlenging_dagen is
'Verlenging van de termijn in dagen.';
comment on column landing.csv_zaak.kanaal is
'Weg waarlangs de aanmelding kwam.';
comment on column landing.csv_zaak.verwijzer is
'Soort verwijzer, zoals de bron die noemt.';
comment on column landing.csv_zaak.team is
'Team dat het werk doet.';
comment on column landing.csv_zaak.medewerker is
'Pseudoniem van de medewerker.';
comment on column landing.csv_zaak.leefgebieden is
'Leefgebieden, in de volgorde van de bron.';

create table landing.csv_beschikking (
    bron text not null,
    gemeentecode char(4) null,
    rij_sleutel uuid not null,
    gezien_van date not null,
    gezien_tot date null,
    bestand_id bigint not null,
    regel bigint not null,
    beschikkingnummer text not null,
    wet text not null,
    zaaknummer text null,
    client uuid null,
    afgiftedatum date null,
    ingangsdatum date null,
    einddatum date null,
    uitkomst text null,
    beschikking_sk bigint null,
    constraint csv_beschikking_pkey primary key (bron, rij_sleutel, gezien_van),
    constraint csv_beschikking_gezien_check check (gezien_tot > gezien_van)
);

create index csv_beschikking_beschikking_sk_idx on landing.csv_beschikking (beschikking_sk);

comment on table landing.csv_beschikking is
'Een rij per beschikking en periode waarin een bron er hetzelfde over zei.';
comment on column landing.csv_beschikking.bron is
'Naam van de bron in de configuratie.';
comment on column landing.csv_beschikking.gemeentecode is
'CBS-code van de gemeente, 4 cijfers: van de rij zelf, anders van de bron. Leeg: niet bekend.';
comment on column landing.csv_beschikking.rij_sleutel is
'Waaraan de rij in een andere levering te herkennen is: de eerste 16 bytes van de SHA-256 van '
'gemeentecode en sleutelvelden.';
comment on column landing.csv_beschikking.gezien_van is
'Peildatum van de eerste levering met deze inhoud.';
comment on column landing.csv_beschikking.gezien_tot is
'Peildatum van de levering waarin de rij anders was, ontbrak of door mutaties opnieuw werd '
'gemeld. Leeg: staat er nog.';
comment on column landing.csv_beschikking.bestand_id is
'Bestand waaruit de rij is opgeslagen. Is dat bestand opnieuw gelezen en begint de rij daardoor '
'later, dan nog steeds dat bestand en niet de levering van gezien_van.';
comment on column landing.csv_beschikking.regel is
'Regel waar de rij begint, vanaf 1, in het bestand zoals het was toen de rij werd opgeslagen.';
comment on column landing.csv_beschikking.beschikkingnummer is
'Nummer van de beschikking in het bronsysteem.';
comment on column landing.csv_beschikking.wet is
'wmo, jw of pw.';
comment on column landing.csv_beschikking.zaaknummer is
'Nummer van de zaak in het bronsysteem.';
comment on column landing.csv_beschikking.client is
'Pseudoniem van de persoon.';
comment on column landing.csv_beschikking.afgiftedatum is
'Dag waarop de beschikking is afgegeven.';
comment on column landing.csv_beschikking.ingangsdatum is
'Eerste dag.';
comment on column landing.csv_beschikking.einddatum is
'Laatste dag. Leeg: geen einde bekend.';
comment on column landing.csv_beschikking.uitkomst is
'Uitkomst van de beschikking, zoals de bron die noemt.';
comment on column landing.csv_beschikking.beschikking_sk is
'Sleutel in dwh.dim_beschikking. Leeg: de gemeente is niet bekend.';

create table landing.csv_voorziening (
    bron text not null,
    gemeentecode char(4) null,
    rij_sleutel uuid not null,
    gezien_van date not null,
    gezien_tot date null,
    bestand_id bigint not null,
    regel bigint not null,
    beschikkingnummer text not null,
    volgnummer text not null,
    wet text not null,
    client uuid null,
    productcategorie text null,
    productcode text null,
    volume bigint null,
    eenheid text null,
    frequentie text null,
    budget bigint null,
    leveringsvorm text null,
    aanbieder_agb text null,
    toewijzingnummer bigint null,
    ingangsdatum date null,
    einddatum date null,
    reden_einde text null,
    status text null,
    beschikking_sk bigint null,
    constraint csv_voorziening_pkey primary key (bron, rij_sleutel, gezien_van),
    constraint csv_voorziening_gezien_check check (gezien_tot > gezien_van)
);

create index csv_voorziening_beschikking_sk_idx on landing.csv_voorziening (beschikking_sk);
create index csv_voorziening_toewijzing_idx
on landing.csv_voorziening (toewijzingnummer, gemeentecode)
where toewijzingnummer is not null;
create index csv_voorziening_client_idx
on landing.csv_voorziening (client)
where client is not null;

comment on table landing.csv_voorziening is
'Een rij per voorziening uit een beschikking en periode waarin een bron er hetzelfde over zei; '
'met het toewijzingnummer de brug naar de 301.';
comment on column landing.csv_voorziening.bron is
'Naam van de bron in de configuratie.';
comment on column landing.csv_voorziening.gemeentecode is
'CBS-code van de gemeente, 4 cijfers: van de rij zelf, anders van de bron. Leeg: niet bekend.';
comment on column landing.csv_voorziening.rij_sleutel is
'Waaraan de rij in een andere levering te herkennen is: de eerste 16 bytes van de SHA-256 van '
'gemeentecode en sleutelvelden.';
comment on column landing.csv_voorziening.gezien_van is
'Peildatum van de eerste levering met deze inhoud.';
comment on column landing.csv_voorziening.gezien_tot is
'Peildatum van de levering waarin de rij anders was, ontbrak of door mutaties opnieuw werd '
'gemeld. Leeg: staat er nog.';
comment on column landing.csv_voorziening.bestand_id is
'Bestand waaruit de rij is opgeslagen. Is dat bestand opnieuw gelezen en begint de rij daardoor '
'later, dan nog steeds dat bestand en niet de levering van gezien_van.';
comment on column landing.csv_voorziening.regel is
'Regel waar de rij begint, vanaf 1, in het bestand zoals het was toen de rij werd opgeslagen.';
comment on column landing.csv_voorziening.beschikkingnummer is
'Nummer van de beschikking in het bronsysteem.';
comment on column landing.csv_voorziening.volgnummer is
'Hoeveelste voorziening van de beschikking, zoals de bron die nummert.';
comment on column landing.csv_voorziening.wet is
'wmo, jw of pw.';
comment on column landing.csv_voorziening.client is
'Pseudoniem van de persoon.';
comment on column landing.csv_voorziening.productcategorie is
'Productcategorie, 2 tekens.';
comment on column landing.csv_voorziening.productcode is
'Productcode, 5 tekens.';
comment on column landing.csv_voorziening.volume is
'Omvang, in de eenheid en frequentie van de rij.';
comment on column landing.csv_voorziening.eenheid is
'Eenheid van de omvang, 2 cijfers (COD160).';
comment on column landing.csv_voorziening.frequentie is
'Frequentie van de omvang, 1 cijfer (COD170).';
comment on column landing.csv_voorziening.budget is
'Budget in eurocent.';
comment on column landing.csv_voorziening.leveringsvorm is
'Leveringsvorm, zoals de bron die noemt: zin of pgb.';
comment on column landing.csv_voorziening.aanbieder_agb is
'AGB-code van de aanbieder, 8 cijfers.';
comment on column landing.csv_voorziening.toewijzingnummer is
'Nummer van de toewijzing: de brug naar de 301.';
comment on column landing.csv_voorziening.ingangsdatum is
'Eerste dag.';
comment on column landing.csv_voorziening.einddatum is
'Laatste dag. Leeg: geen einde bekend.';
comment on column landing.csv_voorziening.reden_einde is
'Waarom het eindigde, zoals de bron dat noemt.';
comment on column landing.csv_voorziening.status is
'Stand, zoals de bron die noemt.';
comment on column landing.csv_voorziening.beschikking_sk is
'Sleutel in dwh.dim_beschikking. Leeg: de gemeente is niet bekend.';

create table landing.csv_client (
    bron text not null,
    gemeentecode char(4) null,
    rij_sleutel uuid not null,
    gezien_van date not null,
    gezien_tot date null,
    bestand_id bigint not null,
    regel bigint not null,
    client uuid not null,
    persoon uuid null,
    geboortejaar bigint null,
    geslacht text null,
    postcode text null,
    gebiedscode text null,
    huishouden uuid null,
    overlijdensdatum date null,
    constraint csv_client_pkey primary key (bron, rij_sleutel, gezien_van),
    constraint csv_client_gezien_check check (gezien_tot > gezien_van)
);

comment on table landing.csv_client is
'Een rij per persoon en periode waarin een bron er hetzelfde over zei. De persoon staat er als '
'pseudoniem.';
comment on column landing.csv_client.bron is
'Naam van de bron in de configuratie.';
comment on column landing.csv_client.gemeentecode is
'CBS-code van de gemeente, 4 cijfers: van de rij zelf, anders van de bron. Leeg: niet bekend.';
comment on column landing.csv_client.rij_sleutel is
'Waaraan de rij in een andere levering te herkennen is: de eerste 16 bytes van de SHA-256 van '
'gemeentecode en sleutelvelden.';
comment on column landing.csv_client.gezien_van is
'Peildatum van de eerste levering met deze inhoud.';
comment on column landing.csv_client.gezien_tot is
'Peildatum van de levering waarin de rij anders was, ontbrak of door mutaties opnieuw werd '
'gemeld. Leeg: staat er nog.';
comment on column landing.csv_client.bestand_id is
'Bestand waaruit de rij is opgeslagen. Is dat bestand opnieuw gelezen en begint de rij daardoor '
'later, dan nog steeds dat bestand en niet de levering van gezien_van.';
comment on column landing.csv_client.regel is
'Regel waar de rij begint, vanaf 1, in het bestand zoals het was toen de rij werd opgeslagen.';
comment on column landing.csv_client.client is
'Pseudoniem van de persoon.';
comment on column landing.csv_client.persoon is
'Pseudoniem van het BSN, als de bron naast een eigen nummer ook het BSN heeft.';
comment on column landing.csv_client.geboortejaar is
'Jaar van geboorte.';
comment on column landing.csv_client.geslacht is
'0 onbekend, 1 man, 2 vrouw.';
comment on column landing.csv_client.postcode is
'Postcode: 4 cijfers en 2 letters.';
comment on column landing.csv_client.gebiedscode is
'CBS-code van het gebied, bijvoorbeeld BU03840101.';
comment on column landing.csv_client.huishouden is
'Pseudoniem van het huishouden.';
comment on column landing.csv_client.overlijdensdatum is
'Dag van overlijden.';

create table landing.csv_uitkering (
    bron text not null,
    gemeentecode char(4) null,
    rij_sleutel uuid not null,
    gezien_van date not null,
    gezien_tot date null,
    bestand_id bigint not null,
    regel bigint not null,
    client uuid not null,
    regeling text not null,
    ingangsdatum date not null,
    einddatum date null,
    reden_einde text null,
    bedrag_maand bigint null,
    huishoudtype text null,
    constraint csv_uitkering_pkey primary key (bron, rij_sleutel, gezien_van),
    constraint csv_uitkering_gezien_check check (gezien_tot > gezien_van)
);

comment on table landing.csv_uitkering is
'Een rij per uitkering van de Participatiewet en periode waarin een bron er hetzelfde over zei.';
comment on column landing.csv_uitkering.bron is
'Naam van de bron in de configuratie.';
comment on column landing.csv_uitkering.gemeentecode is
'CBS-code van de gemeente, 4 cijfers: van de rij zelf, anders van de bron. Leeg: niet bekend.';
comment on column landing.csv_uitkering.rij_sleutel is
'Waaraan de rij in een andere levering te herkennen is: de eerste 16 bytes van de SHA-256 van '
'gemeentecode en sleutelvelden.';
comment on column landing.csv_uitkering.gezien_van is
'Peildatum van de eerste levering met deze inhoud.';
comment on column landing.csv_uitkering.gezien_tot is
'Peildatum van de levering waarin de rij anders was, ontbrak of door mutaties opnieuw werd '
'gemeld. Leeg: staat er nog.';
comment on column landing.csv_uitkering.bestand_id is
'Bestand waaruit de rij is opgeslagen. Is dat bestand opnieuw gelezen en begint de rij daardoor '
'later, dan nog steeds dat bestand en niet de levering van gezien_van.';
comment on column landing.csv_uitkering.regel is
'Regel waar de rij begint, vanaf 1, in het bestand zoals het was toen de rij werd opgeslagen.';
comment on column landing.csv_uitkering.client is
'Pseudoniem van de persoon.';
comment on column landing.csv_uitkering.regeling is
'Regeling, zoals de bron die noemt.';
comment on column landing.csv_uitkering.ingangsdatum is
'Eerste dag.';
comment on column landing.csv_uitkering.einddatum is
'Laatste dag. Leeg: geen einde bekend.';
comment on column landing.csv_uitkering.reden_einde is
'Waarom het eindigde, zoals de bron dat noemt.';
comment on column landing.csv_uitkering.bedrag_maand is
'Bedrag per maand in eurocent.';
comment on column landing.csv_uitkering.huishoudtype is
'Soort huishouden, zoals de bron dat noemt.';

create table landing.csv_meting (
    bron text not null,
    gemeentecode char(4) null,
    rij_sleutel uuid not null,
    gezien_van date not null,
    gezien_tot date null,
    bestand_id bigint not null,
    regel bigint not null,
    gebiedscode text null,
    aanbieder_agb text null,
    periode text not null,
    indicator text not null,
    waarde numeric null,
    n bigint null,
    constraint csv_meting_pkey primary key (bron, rij_sleutel, gezien_van),
    constraint csv_meting_gezien_check check (gezien_tot > gezien_van)
);

comment on table landing.csv_meting is
'Een rij per cijfer van een gebied of aanbieder en periode waarin een bron er hetzelfde over '
'zei.';
comment on column landing.csv_meting.bron is
'Naam van de bron in de configuratie.';
comment on column landing.csv_meting.gemeentecode is
'CBS-code van de gemeente, 4 cijfers: van de rij zelf, anders van de bron. Leeg: niet bekend.';
comment on column landing.csv_meting.rij_sleutel is
'Waaraan de rij in een andere levering te herkennen is: de eerste 16 bytes van de SHA-256 van '
'gemeentecode en sleutelvelden.';
comment on column landing.csv_meting.gezien_van is
'Peildatum van de eerste levering met deze inhoud.';
comment on column landing.csv_meting.gezien_tot is
'Peildatum van de levering waarin de rij anders was, ontbrak of door mutaties opnieuw werd '
'gemeld. Leeg: staat er nog.';
comment on column landing.csv_meting.bestand_id is
'Bestand waaruit de rij is opgeslagen. Is dat bestand opnieuw gelezen en begint de rij daardoor '
'later, dan nog steeds dat bestand en niet de levering van gezien_van.';
comment on column landing.csv_meting.regel is
'Regel waar de rij begint, vanaf 1, in het bestand zoals het was toen de rij werd opgeslagen.';
comment on column landing.csv_meting.gebiedscode is
'CBS-code van het gebied, bijvoorbeeld BU03840101.';
comment on column landing.csv_meting.aanbieder_agb is
'AGB-code van de aanbieder, 8 cijfers.';
comment on column landing.csv_meting.periode is
'Periode van het cijfer, zoals StatLine die schrijft: 2024JJ00.';
comment on column landing.csv_meting.indicator is
'Naam van het cijfer.';
comment on column landing.csv_meting.waarde is
'Het cijfer.';
comment on column landing.csv_meting.n is
'Aantal waarnemingen achter het cijfer.';

create table landing.csv_tarief (
    bron text not null,
    gemeentecode char(4) null,
    rij_sleutel uuid not null,
    gezien_van date not null,
    gezien_tot date null,
    bestand_id bigint not null,
    regel bigint not null,
    wet text not null,
    aanbieder_agb text not null,
    productcategorie text not null,
    productcode text null,
    eenheid text null,
    geldig_van date not null,
    geldig_tot date null,
    tarief bigint not null,
    constraint csv_tarief_pkey primary key (bron, rij_sleutel, gezien_van),
    constraint csv_tarief_gezien_check check (gezien_tot > gezien_van)
);

comment on table landing.csv_tarief is
'Een rij per afgesproken tarief en periode waarin een bron er hetzelfde over zei.';
comment on column landing.csv_tarief.bron is
'Naam van de bron in de configuratie.';
comment on column landing.csv_tarief.gemeentecode is
'CBS-code van de gemeente, 4 cijfers: van de rij zelf, anders van de bron. Leeg: niet bekend.';
comment on column landing.csv_tarief.rij_sleutel is
'Waaraan de rij in een andere levering te herkennen is: de eerste 16 bytes van de SHA-256 van '
'gemeentecode en sleutelvelden.';
comment on column landing.csv_tarief.gezien_van is
'Peildatum van de eerste levering met deze inhoud.';
comment on column landing.csv_tarief.gezien_tot is
'Peildatum van de levering waarin de rij anders was, ontbrak of door mutaties opnieuw werd '
'gemeld. Leeg: staat er nog.';
comment on column landing.csv_tarief.bestand_id is
'Bestand waaruit de rij is opgeslagen. Is dat bestand opnieuw gelezen en begint de rij daardoor '
'later, dan nog steeds dat bestand en niet de levering van gezien_van.';
comment on column landing.csv_tarief.regel is
'Regel waar de rij begint, vanaf 1, in het bestand zoals het was toen de rij werd opgeslagen.';
comment on column landing.csv_tarief.wet is
'wmo, jw of pw.';
comment on column landing.csv_tarief.aanbieder_agb is
'AGB-code van de aanbieder, 8 cijfers.';
comment on column landing.csv_tarief.productcategorie is
'Productcategorie, 2 tekens.';
comment on column landing.csv_tarief.productcode is
'Productcode, 5 tekens.';
comment on column landing.csv_tarief.eenheid is
'Eenheid van de omvang, 2 cijfers (COD160).';
comment on column landing.csv_tarief.geldig_van is
'Eerste dag waarop dit geldt.';
comment on column landing.csv_tarief.geldig_tot is
'Laatste dag waarop dit geldt, zoals de bron die noemt. Leeg: geldt nog.';
comment on column landing.csv_tarief.tarief is
'Tarief per eenheid in eurocent.';

create table landing.csv_budgetplafond (
    bron text not null,
    gemeentecode char(4) null,
    rij_sleutel uuid not null,
    gezien_van date not null,
    gezien_tot date null,
    bestand_id bigint not null,
    regel bigint not null,
    wet text not null,
    aanbieder_agb text not null,
    productcategorie text null,
    geldig_van date not null,
    geldig_tot date null,
    bedrag bigint not null,
    constraint csv_budgetplafond_pkey primary key (bron, rij_sleutel, gezien_van),
    constraint csv_budgetplafond_gezien_check check (gezien_tot > gezien_van)
);

comment on table landing.csv_budgetplafond is
'Een rij per afgesproken budgetplafond en periode waarin een bron er hetzelfde over zei.';
comment on column landing.csv_budgetplafond.bron is
'Naam van de bron in de configuratie.';
comment on column landing.csv_budgetplafond.gemeentecode is
'CBS-code van de gemeente, 4 cijfers: van de rij zelf, anders van de bron. Leeg: niet bekend.';
comment on column landing.csv_budgetplafond.rij_sleutel is
'Waaraan de rij in een andere levering te herkennen is: de eerste 16 bytes van de SHA-256 van '
'gemeentecode en sleutelvelden.';
comment on column landing.csv_budgetplafond.gezien_van is
'Peildatum van de eerste levering met deze inhoud.';
comment on column landing.csv_budgetplafond.gezien_tot is
'Peildatum van de levering waarin de rij anders was, ontbrak of door mutaties opnieuw werd '
'gemeld. Leeg: staat er nog.';
comment on column landing.csv_budgetplafond.bestand_id is
'Bestand waaruit de rij is opgeslagen. Is dat bestand opnieuw gelezen en begint de rij daardoor '
'later, dan nog steeds dat bestand en niet de levering van gezien_van.';
comment on column landing.csv_budgetplafond.regel is
'Regel waar de rij begint, vanaf 1, in het bestand zoals het was toen de rij werd opgeslagen.';
comment on column landing.csv_budgetplafond.wet is
'wmo, jw of pw.';
comment on column landing.csv_budgetplafond.aanbieder_agb is
'AGB-code van de aanbieder, 8 cijfers.';
comment on column landing.csv_budgetplafond.productcategorie is
'Productcategorie, 2 tekens.';
comment on column landing.csv_budgetplafond.geldig_van is
'Eerste dag waarop dit geldt.';
comment on column landing.csv_budgetplafond.geldig_tot is
'Laatste dag waarop dit geldt, zoals de bron die noemt. Leeg: geldt nog.';
comment on column landing.csv_budgetplafond.bedrag is
'Bedrag in eurocent.';

create table landing.csv_aanbieder (
    bron text not null,
    gemeentecode char(4) null,
    rij_sleutel uuid not null,
    gezien_van date not null,
    gezien_tot date null,
    bestand_id bigint not null,
    regel bigint not null,
    aanbieder_agb text not null,
    aanbiedernaam text null,
    aanbiedergroep text null,
    constraint csv_aanbieder_pkey primary key (bron, rij_sleutel, gezien_van),
    constraint csv_aanbieder_gezien_check check (gezien_tot > gezien_van)
);

comment on table landing.csv_aanbieder is
'Een rij per aanbieder en periode waarin een bron er hetzelfde over zei.';
comment on column landing.csv_aanbieder.bron is
'Naam van de bron in de configuratie.';
comment on column landing.csv_aanbieder.gemeentecode is
'CBS-code van de gemeente, 4 cijfers: van de rij zelf, anders van de bron. Leeg: niet bekend.';
comment on column landing.csv_aanbieder.rij_sleutel is
'Waaraan de rij in een andere levering te herkennen is: de eerste 16 bytes van de SHA-256 van '
'gemeentecode en sleutelvelden.';
comment on column landing.csv_aanbieder.gezien_van is
'Peildatum van de eerste levering met deze inhoud.';
comment on column landing.csv_aanbieder.gezien_tot is
'Peildatum van de levering waarin de rij anders was, ontbrak of door mutaties opnieuw werd '
'gemeld. Leeg: staat er nog.';
comment on column landing.csv_aanbieder.bestand_id is
'Bestand waaruit de rij is opgeslagen. Is dat bestand opnieuw gelezen en begint de rij daardoor '
'later, dan nog steeds dat bestand en niet de levering van gezien_van.';
comment on column landing.csv_aanbieder.regel is
'Regel waar de rij begint, vanaf 1, in het bestand zoals het was toen de rij werd opgeslagen.';
comment on column landing.csv_aanbieder.aanbieder_agb is
'AGB-code van de aanbieder, 8 cijfers.';
comment on column landing.csv_aanbieder.aanbiedernaam is
'Naam van de aanbieder.';
comment on column landing.csv_aanbieder.aanbiedergroep is
'Groep waar de aanbieder bij hoort.';

create table landing.csv_product (
    bron text not null,
    gemeentecode char(4) null,
    rij_sleutel uuid not null,
    gezien_van date not null,
    gezien_tot date null,
    bestand_id bigint not null,
    regel bigint not null,
    wet text not null,
    productcategorie text not null,
    productcode text null,
    product_omschrijving text null,
    segment text null,
    opvolger_productcategorie text null,
    opvolger_productcode text null,
    geldig_van date null,
    geldig_tot date null,
    constraint csv_product_pkey primary key (bron, rij_sleutel, gezien_van),
    constraint csv_product_gezien_check check (gezien_tot > gezien_van)
);

comment on table landing.csv_product is
'Een rij per product en periode waarin een bron er hetzelfde over zei.';
comment on column landing.csv_product.bron is
'Naam van de bron in de configuratie.';
comment on column landing.csv_product.gemeentecode is
'CBS-code van de gemeente, 4 cijfers: van de rij zelf, anders van de bron. Leeg: niet bekend.';
comment on column landing.csv_product.rij_sleutel is
'Waaraan de rij in een andere levering te herkennen is: de eerste 16 bytes van de SHA-256 van '
'gemeentecode en sleutelvelden.';
comment on column landing.csv_product.gezien_van is
'Peildatum van de eerste levering met deze inhoud.';
comment on column landing.csv_product.gezien_tot is
'Peildatum van de levering waarin de rij anders was, ontbrak of door mutaties opnieuw werd '
'gemeld. Leeg: staat er nog.';
comment on column landing.csv_product.bestand_id is
'Bestand waaruit de rij is opgeslagen. Is dat bestand opnieuw gelezen en begint de rij daardoor '
'later, dan nog steeds dat bestand en niet de levering van gezien_van.';
comment on column landing.csv_product.regel is
'Regel waar de rij begint, vanaf 1, in het bestand zoals het was toen de rij werd opgeslagen.';
comment on column landing.csv_product.wet is
'wmo, jw of pw.';
comment on column landing.csv_product.productcategorie is
'Productcategorie, 2 tekens.';
comment on column landing.csv_product.productcode is
'Productcode, 5 tekens.';
comment on column landing.csv_product.product_omschrijving is
'Omschrijving van het product.';
comment on column landing.csv_product.segment is
'Segment van de inkoop.';
comment on column landing.csv_product.opvolger_productcategorie is
'Productcategorie die ervoor in de plaats kwam.';
comment on column landing.csv_product.opvolger_productcode is
'Productcode die ervoor in de plaats kwam.';
comment on column landing.csv_product.geldig_van is
'Eerste dag waarop dit geldt.';
comment on column landing.csv_product.geldig_tot is
'Laatste dag waarop dit geldt, zoals de bron die noemt. Leeg: geldt nog.';

create table landing.csv_gebied (
    bron text not null,
    gemeentecode char(4) null,
    rij_sleutel uuid not null,
    gezien_van date not null,
    gezien_tot date null,
    bestand_id bigint not null,
    regel bigint not null,
    postcode text not null,
    gebiedscode text not null,
    constraint csv_gebied_pkey primary key (bron, rij_sleutel, gezien_van),
    constraint csv_gebied_gezien_check check (gezien_tot > gezien_van)
);

comment on table landing.csv_gebied is
'Een rij per postcode en periode waarin een bron er hetzelfde over zei: de buurt van die '
'postcode.';
comment on column landing.csv_gebied.bron is
'Naam van de bron in de configuratie.';
comment on column landing.csv_gebied.gemeentecode is
'CBS-code van de gemeente, 4 cijfers: van de rij zelf, anders van de bron. Leeg: niet bekend.';
comment on column landing.csv_gebied.rij_sleutel is
'Waaraan de rij in een andere levering te herkennen is: de eerste 16 bytes van de SHA-256 van '
'gemeentecode en sleutelvelden.';
comment on column landing.csv_gebied.gezien_van is
'Peildatum van de eerste levering met deze inhoud.';
comment on column landing.csv_gebied.gezien_tot is
'Peildatum van de levering waarin de rij anders was, ontbrak of door mutaties opnieuw werd '
'gemeld. Leeg: staat er nog.';
comment on column landing.csv_gebied.bestand_id is
'Bestand waaruit de rij is opgeslagen. Is dat bestand opnieuw gelezen en begint de rij daardoor '
'later, dan nog steeds dat bestand en niet de levering van gezien_van.';
comment on column landing.csv_gebied.regel is
'Regel waar de rij begint, vanaf 1, in het bestand zoals het was toen de rij werd opgeslagen.';
comment on column landing.csv_gebied.postcode is
'Postcode: 4 cijfers en 2 letters.';
comment on column landing.csv_gebied.gebiedscode is
'CBS-code van het gebied, bijvoorbeeld BU03840101.';

create table landing.csv_team (
    bron text not null,
    gemeentecode char(4) null,
    rij_sleutel uuid not null,
    gezien_van date not null,
    gezien_tot date null,
    bestand_id bigint not null,
    regel bigint not null,
    team text not null,
    afdeling text null,
    constraint csv_team_pkey primary key (bron, rij_sleutel, gezien_van),
    constraint csv_team_gezien_check check (gezien_tot > gezien_van)
);

comment on table landing.csv_team is
'Een rij per team en periode waarin een bron er hetzelfde over zei.';
comment on column landing.csv_team.bron is
'Naam van de bron in de configuratie.';
comment on column landing.csv_team.gemeentecode is
'CBS-code van de gemeente, 4 cijfers: van de rij zelf, anders van de bron. Leeg: niet bekend.';
comment on column landing.csv_team.rij_sleutel is
'Waaraan de rij in een andere levering te herkennen is: de eerste 16 bytes van de SHA-256 van '
'gemeentecode en sleutelvelden.';
comment on column landing.csv_team.gezien_van is
'Peildatum van de eerste levering met deze inhoud.';
comment on column landing.csv_team.gezien_tot is
'Peildatum van de levering waarin de rij anders was, ontbrak of door mutaties opnieuw werd '
'gemeld. Leeg: staat er nog.';
comment on column landing.csv_team.bestand_id is
'Bestand waaruit de rij is opgeslagen. Is dat bestand opnieuw gelezen en begint de rij daardoor '
'later, dan nog steeds dat bestand en niet de levering van gezien_van.';
comment on column landing.csv_team.regel is
'Regel waar de rij begint, vanaf 1, in het bestand zoals het was toen de rij werd opgeslagen.';
comment on column landing.csv_team.team is
'Naam van het team.';
comment on column landing.csv_team.afdeling is
'Afdeling van het team.';

create table landing.csv_medewerker (
    bron text not null,
    gemeentecode char(4) null,
    rij_sleutel uuid not null,
    gezien_van date not null,
    gezien_tot date null,
    bestand_id bigint not null,
    regel bigint not null,
    medewerker uuid not null,
    team text null,
    functie text null,
    caseload_norm bigint null,
    fte numeric null,
    begindatum date null,
    einddatum date null,
    constraint csv_medewerker_pkey primary key (bron, rij_sleutel, gezien_van),
    constraint csv_medewerker_gezien_check check (gezien_tot > gezien_van)
);

comment on table landing.csv_medewerker is
'Een rij per medewerker en periode waarin een bron er hetzelfde over zei. De medewerker staat '
'er als pseudoniem: genoeg om een caseload tegen de norm te tellen.';
comment on column landing.csv_medewerker.bron is
'Naam van de bron in de configuratie.';
comment on column landing.csv_medewerker.gemeentecode is
'CBS-code van de gemeente, 4 cijfers: van de rij zelf, anders van de bron. Leeg: niet bekend.';
comment on column landing.csv_medewerker.rij_sleutel is
'Waaraan de rij in een andere levering te herkennen is: de eerste 16 bytes van de SHA-256 van '
'gemeentecode en sleutelvelden.';
comment on column landing.csv_medewerker.gezien_van is
'Peildatum van de eerste levering met deze inhoud.';
comment on column landing.csv_medewerker.gezien_tot is
'Peildatum van de levering waarin de rij anders was, ontbrak of door mutaties opnieuw werd '
'gemeld. Leeg: staat er nog.';
comment on column landing.csv_medewerker.bestand_id is
'Bestand waaruit de rij is opgeslagen. Is dat bestand opnieuw gelezen en begint de rij daardoor '
'later, dan nog steeds dat bestand en niet de levering van gezien_van.';
comment on column landing.csv_medewerker.regel is
'Regel waar de rij begint, vanaf 1, in het bestand zoals het was toen de rij werd opgeslagen.';
comment on column landing.csv_medewerker.medewerker is
'Pseudoniem van de medewerker.';
comment on column landing.csv_medewerker.team is
'Team dat het werk doet.';
comment on column landing.csv_medewerker.functie is
'Functie, zoals de bron die noemt.';
comment on column landing.csv_medewerker.caseload_norm is
'Aantal zaken dat bij een volledige baan past.';
comment on column landing.csv_medewerker.fte is
'Omvang van de aanstelling: 1 is volledig.';
comment on column landing.csv_medewerker.begindatum is
'Eerste dag van de aanstelling.';
comment on column landing.csv_medewerker.einddatum is
'Laatste dag van de aanstelling. Leeg: geen einde bekend.';
