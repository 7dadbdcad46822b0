-- StatLine, the open data of CBS: the catalogue, pulls at work, and the star with revisions.
-- A changed cell closes its row and opens another; nothing is overwritten
-- (docs/decisions/0009-statline.md).

alter table dwh.dim_gebied drop constraint dim_gebied_niveau_check;
alter table dwh.dim_gebied add constraint dim_gebied_niveau_check check (
    niveau in (
        'land', 'landsdeel', 'provincie', 'corop', 'arbeidsmarktregio', 'gemeente', 'wijk', 'buurt',
        'woonplaats', 'overig', 'onbekend'
    )
);
alter table dwh.dim_gebied add column ouder_gebiedscode text null;
alter table dwh.dim_gebied add column provinciecode text null;
alter table dwh.dim_gebied add column geldig_van date null;
alter table dwh.dim_gebied add column geldig_tot date null;
alter table dwh.dim_gebied add column naam_versie text null;
comment on column dwh.dim_gebied.gebiedscode is
'CBS-code zonder spaties, met voorvoegsel NL, LD, PV, CR, AM, GM, WK, BU of WP, bijvoorbeeld '
'GM0363.';
comment on column dwh.dim_gebied.niveau is
'land, landsdeel, provincie, corop, arbeidsmarktregio, gemeente, wijk, buurt, woonplaats, overig '
'of onbekend; volgt uit de code.';
comment on column dwh.dim_gebied.ouder_gebiedscode is
'Gebied waarin dit gebied ligt: van een buurt de wijk, van een wijk de gemeente, van een gemeente '
'de provincie, van een provincie het land. Leeg: niet bekend.';
comment on column dwh.dim_gebied.provinciecode is
'Provincie waarin een gemeente, wijk of buurt ligt, bijvoorbeeld PV26. Leeg: niet bekend.';
comment on column dwh.dim_gebied.geldig_van is
'Eerste dag dat de code geldt. Leeg: niet bekend. Bron: Begindatum in de omschrijving van het '
'gebied bij CBS.';
comment on column dwh.dim_gebied.naam_versie is
'Nieuwste versie van een tabel van CBS die het gebied noemt: een oudere tabel verandert de naam '
'niet. Leeg: nog in geen tabel van CBS.';
comment on column dwh.dim_gebied.geldig_tot is
'Eerste dag dat de code niet meer geldt. Leeg: geldt nog of niet bekend. Bron: Opgeheven per in '
'de omschrijving van het gebied bij CBS.';

create table ref.statline_catalogus (
    catalogus text not null,
    tabel_id text not null,
    titel text not null,
    titelfamilie text not null,
    omschrijving text not null,
    status text not null,
    taal text not null,
    periode text not null,
    reden text not null,
    versie text not null,
    waarnemingen_op text not null,
    metadata_op text not null,
    aantal bigint null,
    eerst_gezien_op timestamptz not null,
    laatst_gezien_op timestamptz not null,
    constraint statline_catalogus_pkey primary key (catalogus, tabel_id)
);
create index statline_catalogus_titelfamilie_idx on ref.statline_catalogus (titelfamilie);
comment on table ref.statline_catalogus is
'Een rij per tabel in een catalogus van CBS, zoals die het laatst is bekeken. Hierin zoekt sluis '
'cbs search.';
comment on column ref.statline_catalogus.catalogus is
'Basisadres van de catalogus, zoals in de configuratie (base_url).';
comment on column ref.statline_catalogus.tabel_id is 'Identifier, precies zoals CBS hem schrijft.';
comment on column ref.statline_catalogus.titel is 'Titel.';
comment on column ref.statline_catalogus.titelfamilie is
'Titel zonder jaartallen en leestekens: tabellen die elkaar per jaar opvolgen hebben dezelfde.';
comment on column ref.statline_catalogus.omschrijving is 'Korte omschrijving; kan leeg zijn.';
comment on column ref.statline_catalogus.status is
'Regulier, Gediscontinueerd, Vervallen of wat CBS verder schrijft; verdwenen als de tabel niet '
'meer in de catalogus staat.';
comment on column ref.statline_catalogus.taal is 'nl of en; leeg als de catalogus het niet zegt.';
comment on column ref.statline_catalogus.periode is 'Periode als tekst; kan leeg zijn.';
comment on column ref.statline_catalogus.reden is 'Reden van de laatste wijziging.';
comment on column ref.statline_catalogus.versie is
'Versie: JJJJMMDDUUMM. Bron: Version (v4) of Modified (v3).';
comment on column ref.statline_catalogus.waarnemingen_op is
'Moment waarop de cijfers zijn gewijzigd, zoals CBS het schrijft.';
comment on column ref.statline_catalogus.metadata_op is
'Moment waarop de teksten zijn gewijzigd, zoals CBS het schrijft.';
comment on column ref.statline_catalogus.aantal is
'Aantal rijen. Bron: ObservationCount (v4) of RecordCount (v3). Leeg: niet gegeven.';
comment on column ref.statline_catalogus.eerst_gezien_op is
'Moment waarop de tabel voor het eerst in de catalogus is gezien, UTC.';
comment on column ref.statline_catalogus.laatst_gezien_op is
'Moment waarop de catalogus voor het laatst is bekeken en de tabel erin stond, UTC.';

create table ref.statline_tabel (
    tabel_id text not null,
    versie text not null,
    bron text not null,
    protocol text not null,
    base_url text not null,
    titel text not null,
    samenvatting text not null,
    toelichting text not null,
    reden text not null,
    status text not null,
    frequentie text not null,
    licentie text not null,
    herkomst text not null,
    bron_vermelding text not null,
    waarnemingen_op text not null,
    metadata_op text not null,
    aantal bigint null,
    cellen bigint not null,
    nieuw bigint not null,
    gewijzigd bigint not null,
    verdwenen bigint not null,
    gelijk bigint not null,
    taak_id bigint not null,
    geladen_op timestamptz not null,
    constraint statline_tabel_pkey primary key (tabel_id, versie, geladen_op)
);
comment on table ref.statline_tabel is
'Een rij per geladen versie van een tabel van CBS: waar zij vandaan komt, wat CBS erover schrijft '
'en wat er veranderde.';
comment on column ref.statline_tabel.tabel_id is 'Identifier van de tabel.';
comment on column ref.statline_tabel.versie is 'Versie: JJJJMMDDUUMM.';
comment on column ref.statline_tabel.bron is 'Naam van de bron in de configuratie.';
comment on column ref.statline_tabel.protocol is 'v3 of v4.';
comment on column ref.statline_tabel.base_url is 'Basisadres waarvan is geladen.';
comment on column ref.statline_tabel.titel is 'Titel.';
comment on column ref.statline_tabel.samenvatting is 'Korte omschrijving.';
comment on column ref.statline_tabel.toelichting is
'Lange toelichting van deze versie, met de wijzigingen en de betekenis van symbolen.';
comment on column ref.statline_tabel.reden is 'Waarom CBS deze versie uitbracht.';
comment on column ref.statline_tabel.status is 'Regulier, Gediscontinueerd of anders.';
comment on column ref.statline_tabel.frequentie is
'Ritme van publiceren; zegt niets over de soort periode.';
comment on column ref.statline_tabel.licentie is
'Licentie zoals de tabel die noemt. Leeg: niet genoemd (v3).';
comment on column ref.statline_tabel.herkomst is 'Bron zoals de tabel die noemt.';
comment on column ref.statline_tabel.bron_vermelding is
'Tekst om bij een cijfer van deze versie te zetten: bron, tabel, versie en licentie. Zonder '
'licentie als de tabel er geen noemt; eigen tabellen van CBS op opendata.cbs.nl vallen onder '
'CC BY 4.0.';
comment on column ref.statline_tabel.waarnemingen_op is
'Moment waarop de cijfers zijn gewijzigd, zoals CBS het schrijft.';
comment on column ref.statline_tabel.metadata_op is
'Moment waarop de teksten zijn gewijzigd, zoals CBS het schrijft.';
comment on column ref.statline_tabel.aantal is
'Aantal rijen van de hele tabel volgens CBS. Leeg: niet gegeven.';
comment on column ref.statline_tabel.cellen is 'Aantal cellen dat is gelezen.';
comment on column ref.statline_tabel.nieuw is 'Aantal cellen dat er nog niet was.';
comment on column ref.statline_tabel.gewijzigd is 'Aantal cellen met een andere waarde of reden.';
comment on column ref.statline_tabel.verdwenen is
'Aantal cellen dat er in deze versie niet meer was.';
comment on column ref.statline_tabel.gelijk is 'Aantal cellen dat hetzelfde bleef.';
comment on column ref.statline_tabel.taak_id is 'Taak die de versie laadde.';
comment on column ref.statline_tabel.geladen_op is 'Moment van publiceren, UTC.';

create table ref.herindeling (
    datum date not null,
    van_gemeentecode char(4) not null,
    naar_gemeentecode char(4) not null,
    soort text not null,
    hectare numeric null,
    woningen bigint null,
    inwoners bigint null,
    aandeel numeric null,
    versie text not null,
    geladen_op timestamptz not null,
    constraint herindeling_pkey primary key (datum, van_gemeentecode, naar_gemeentecode),
    constraint herindeling_soort_check check (
        soort in ('opgeheven', 'ontstaan', 'herindeling', 'grenswijziging', 'naamswijziging')
    ),
    constraint herindeling_aandeel_check check (aandeel between 0 and 1)
);
create index herindeling_naar_idx on ref.herindeling (naar_gemeentecode, datum);
comment on table ref.herindeling is
'Een rij per dag en stuk gemeente dat naar een andere gemeente ging. Bron: de omschrijvingen van '
'de gebieden in tabel 03759ned van CBS.';
comment on column ref.herindeling.datum is 'Eerste dag van de nieuwe toestand.';
comment on column ref.herindeling.van_gemeentecode is 'Gemeente waar het stuk vandaan kwam.';
comment on column ref.herindeling.naar_gemeentecode is 'Gemeente waar het stuk heen ging.';
comment on column ref.herindeling.soort is
'opgeheven, ontstaan, herindeling, grenswijziging of naamswijziging.';
comment on column ref.herindeling.hectare is 'Oppervlakte in hectare. Leeg: niet gegeven.';
comment on column ref.herindeling.woningen is 'Aantal woningen. Leeg: niet gegeven.';
comment on column ref.herindeling.inwoners is 'Aantal inwoners. Leeg: niet gegeven.';
comment on column ref.herindeling.aandeel is
'Deel van de inwoners van de opgeheven of hernoemde gemeente dat naar deze gemeente ging, 0 tot '
'1. Leeg bij een grenswijziging: de gemeente bleef bestaan.';
comment on column ref.herindeling.versie is 'Versie van tabel 03759ned waaruit dit komt.';
comment on column ref.herindeling.geladen_op is 'Moment van laden, UTC.';

create table beheer.statline_bron (
    bron text not null,
    tabel_id text not null,
    base_url text not null,
    protocol text not null,
    versie text not null,
    waarnemingen_op text not null,
    metadata_op text not null,
    aantal bigint null,
    selectie text not null,
    structuur jsonb null,
    taak_id bigint not null,
    geladen_op timestamptz not null,
    wet text null,
    vaste_periode text null,
    vast_gebied_sk bigint null,
    kaartjaar smallint null,
    constraint statline_bron_pkey primary key (bron)
);
comment on table beheer.statline_bron is
'Een rij per bron van CBS: wat er het laatst volledig van is geladen. Is het in de catalogus '
'hetzelfde, dan wordt de tabel niet opgehaald.';
comment on column beheer.statline_bron.bron is 'Naam van de bron in de configuratie.';
comment on column beheer.statline_bron.tabel_id is 'Identifier van de tabel.';
comment on column beheer.statline_bron.base_url is 'Basisadres waarvan is geladen.';
comment on column beheer.statline_bron.protocol is 'v3 of v4.';
comment on column beheer.statline_bron.versie is 'Versie: JJJJMMDDUUMM.';
comment on column beheer.statline_bron.waarnemingen_op is
'Moment waarop de cijfers zijn gewijzigd, zoals CBS het schrijft.';
comment on column beheer.statline_bron.metadata_op is
'Moment waarop de teksten zijn gewijzigd, zoals CBS het schrijft.';
comment on column beheer.statline_bron.aantal is 'Aantal rijen volgens CBS. Leeg: niet gegeven.';
comment on column beheer.statline_bron.selectie is
'Wat er van de tabel werd gevraagd, als tekst; een andere selectie wordt opnieuw opgehaald.';
comment on column beheer.statline_bron.structuur is
'Dimensies en onderwerpen van die versie, of van de latere die met sluis cbs accept is aanvaard: '
'een andere structuur wordt geweigerd. Leeg: niet bewaard, dus niet vergeleken.';
comment on column beheer.statline_bron.taak_id is 'Taak die laadde.';
comment on column beheer.statline_bron.geladen_op is 'Moment van publiceren, UTC.';
comment on column beheer.statline_bron.wet is
'wmo, jw of pw, zoals de cellen haar hebben. Leeg: niet van een wet.';
comment on column beheer.statline_bron.vaste_periode is
'Periode van elke cel, zoals de configuratie zegt. Leeg: de tabel heeft perioden.';
comment on column beheer.statline_bron.vast_gebied_sk is
'Gebied van elke cel; 0: geen. Leeg: de tabel heeft gebieden.';
comment on column beheer.statline_bron.kaartjaar is
'Jaar van de indeling in wijken en buurten. Leeg: niet van toepassing of niet bekend.';

create table beheer.statline_aanvulling (
    bron text not null,
    van_periode text not null,
    tot_periode text not null,
    gevraagd_door text not null,
    gevraagd_op timestamptz not null,
    constraint statline_aanvulling_pkey primary key (bron, van_periode, tot_periode)
);
comment on table beheer.statline_aanvulling is
'Een rij per reeks periodes die met sluis cbs backfill is bijgeladen; volgende nachten nemen haar '
'mee, zodat ook daar herzieningen worden gezien.';
comment on column beheer.statline_aanvulling.bron is 'Naam van de bron in de configuratie.';
comment on column beheer.statline_aanvulling.van_periode is 'Eerste periode of jaar.';
comment on column beheer.statline_aanvulling.tot_periode is 'Laatste periode of jaar.';
comment on column beheer.statline_aanvulling.gevraagd_door is 'Wie het vroeg.';
comment on column beheer.statline_aanvulling.gevraagd_op is 'Wanneer, UTC.';

create table beheer.statline_pagina (
    bron text not null,
    tabel_id text not null,
    versie text not null,
    deel integer not null,
    pagina integer not null,
    rijen integer not null,
    bytes bigint not null,
    taak_id bigint not null,
    opgehaald_op timestamptz not null,
    sha256 char(64) not null,
    adres text not null,
    constraint statline_pagina_pkey primary key (bron, deel, pagina)
);
comment on table beheer.statline_pagina is
'Een rij per pagina waaruit het laatst is gepubliceerd, per bron: waar elk cijfer vandaan kwam.';
comment on column beheer.statline_pagina.bron is 'Naam van de bron in de configuratie.';
comment on column beheer.statline_pagina.tabel_id is 'Identifier van de tabel.';
comment on column beheer.statline_pagina.versie is 'Versie: JJJJMMDDUUMM.';
comment on column beheer.statline_pagina.deel is 'Nummer van het deel, vanaf 0.';
comment on column beheer.statline_pagina.pagina is 'Nummer van de pagina in het deel, vanaf 0.';
comment on column beheer.statline_pagina.rijen is 'Aantal rijen van de bron op de pagina.';
comment on column beheer.statline_pagina.bytes is 'Grootte van de inhoud in bytes.';
comment on column beheer.statline_pagina.taak_id is 'Taak die publiceerde.';
comment on column beheer.statline_pagina.opgehaald_op is 'Moment van ophalen, UTC.';
comment on column beheer.statline_pagina.sha256 is 'SHA-256 van de inhoud.';
comment on column beheer.statline_pagina.adres is
'Adres waar de pagina vandaan kwam, zonder naam, wachtwoord of sleutel.';

create table landing.statline_trek (
    trek_id bigint generated always as identity,
    bron text not null,
    tabel_id text not null,
    versie text not null,
    vingerafdruk text not null,
    begonnen_op timestamptz not null,
    constraint statline_trek_pkey primary key (trek_id),
    constraint statline_trek_bron_key unique (bron)
);
comment on table landing.statline_trek is
'Een rij per tabel van CBS die wordt opgehaald en nog niet is gepubliceerd. Een volgende run gaat '
'verder waar deze bleef.';
comment on column landing.statline_trek.trek_id is 'Nummer, oplopend.';
comment on column landing.statline_trek.bron is 'Naam van de bron in de configuratie.';
comment on column landing.statline_trek.tabel_id is 'Identifier van de tabel.';
comment on column landing.statline_trek.versie is 'Versie die wordt opgehaald.';
comment on column landing.statline_trek.vingerafdruk is
'SHA-256 van versie, structuur, selectie en delen; een andere begint opnieuw.';
comment on column landing.statline_trek.begonnen_op is 'Begin van het ophalen, UTC.';

create table landing.statline_deel (
    trek_id bigint not null,
    deel integer not null,
    paginas integer not null,
    is_klaar boolean not null,
    rijen_verwacht bigint not null,
    rijen bigint not null,
    cellen bigint not null,
    dubbel bigint not null,
    laatste_id bigint null,
    volgende text null,
    constraint statline_deel_pkey primary key (trek_id, deel),
    constraint statline_deel_trek_fkey foreign key (trek_id)
    references landing.statline_trek (trek_id) on delete cascade
);
comment on table landing.statline_deel is
'Een rij per deel waarin een tabel wordt opgehaald: hoever het is.';
comment on column landing.statline_deel.trek_id is 'De tabel die wordt opgehaald.';
comment on column landing.statline_deel.deel is 'Nummer van het deel, vanaf 0.';
comment on column landing.statline_deel.paginas is 'Aantal opgeslagen pagina''s.';
comment on column landing.statline_deel.is_klaar is 'Of de laatste pagina is opgeslagen.';
comment on column landing.statline_deel.rijen_verwacht is 'Aantal rijen dat het deel moet geven.';
comment on column landing.statline_deel.rijen is 'Aantal opgeslagen rijen van de bron.';
comment on column landing.statline_deel.cellen is 'Aantal opgeslagen cellen.';
comment on column landing.statline_deel.dubbel is
'Aantal rijen dat nog eens kwam, gelijk aan wat er al was.';
comment on column landing.statline_deel.laatste_id is 'Id van de laatste rij. Leeg: nog geen.';
comment on column landing.statline_deel.volgende is
'Adres van de volgende pagina. Leeg: de eerste, of klaar.';

create table landing.statline_pagina (
    trek_id bigint not null,
    deel integer not null,
    pagina integer not null,
    rijen integer not null,
    bytes bigint not null,
    adres text not null,
    sha256 char(64) not null,
    opgehaald_op timestamptz not null,
    constraint statline_pagina_pkey primary key (trek_id, deel, pagina),
    constraint statline_pagina_trek_fkey foreign key (trek_id)
    references landing.statline_trek (trek_id) on delete cascade
);
comment on table landing.statline_pagina is
'Een rij per opgehaalde pagina van een tabel die nog niet is gepubliceerd.';
comment on column landing.statline_pagina.trek_id is 'De tabel die wordt opgehaald.';
comment on column landing.statline_pagina.deel is 'Nummer van het deel.';
comment on column landing.statline_pagina.pagina is 'Nummer van de pagina in het deel, vanaf 0.';
comment on column landing.statline_pagina.rijen is 'Aantal rijen op de pagina.';
comment on column landing.statline_pagina.bytes is 'Grootte van de inhoud in bytes.';
comment on column landing.statline_pagina.adres is 'Adres waar de pagina vandaan kwam.';
comment on column landing.statline_pagina.sha256 is 'SHA-256 van de inhoud.';
comment on column landing.statline_pagina.opgehaald_op is 'Moment van opslaan, UTC.';

-- Unlogged: after a crash of the server it is empty, the counts of its parts no longer fit, and the
-- pull begins anew.
create unlogged table landing.statline_cel (
    trek_id bigint not null,
    onderwerp_sk bigint not null,
    gebied_sk bigint not null,
    combinatie_sk bigint not null,
    volgnummer smallint not null default 0,
    periode text not null,
    waarde numeric null,
    tekst text null,
    reden_leeg text null
);
comment on table landing.statline_cel is
'Een rij per opgehaalde cel van een tabel van CBS die nog niet is gepubliceerd.';
comment on column landing.statline_cel.trek_id is 'De tabel die wordt opgehaald.';
comment on column landing.statline_cel.onderwerp_sk is 'Het onderwerp.';
comment on column landing.statline_cel.gebied_sk is 'Het gebied; 0: de tabel heeft er geen.';
comment on column landing.statline_cel.combinatie_sk is 'De overige dimensies samen.';
comment on column landing.statline_cel.volgnummer is
'Hoeveelste waarneming van dezelfde cel, naar waarde, tekst en reden; 0: de enige, de laagste, of '
'nog niet genummerd.';
comment on column landing.statline_cel.periode is 'Periode zoals CBS haar codeert.';
comment on column landing.statline_cel.waarde is 'Het getal. Leeg: tekst, of geen waarde.';
comment on column landing.statline_cel.tekst is
'De tekst van een onderwerp dat geen getal is. Anders leeg.';
comment on column landing.statline_cel.reden_leeg is 'Waarom er geen waarde is. Anders leeg.';

create table dwh.dim_onderwerp (
    onderwerp_sk bigint not null,
    familie_sk bigint not null,
    vermenigvuldiger bigint not null,
    volgnummer integer not null,
    decimalen smallint not null,
    is_actueel boolean not null,
    is_telbaar boolean not null,
    tabel_id text not null,
    onderwerp_code text not null,
    pad text not null,
    titel text not null,
    label text not null,
    omschrijving text not null,
    eenheid text not null,
    gegevenstype text not null,
    constraint dim_onderwerp_pkey primary key (onderwerp_sk),
    -- Deferrable: two measures may exchange their titles in one statement.
    constraint dim_onderwerp_key unique (tabel_id, pad, titel, eenheid, volgnummer)
    deferrable initially immediate
);
create index dim_onderwerp_familie_idx on dwh.dim_onderwerp (familie_sk);
comment on table dwh.dim_onderwerp is
'Een rij per onderwerp (meetwaarde) van een tabel van CBS; rij 0 is onbekend. Herkend aan groepen, '
'titel en eenheid, zodat een onderwerp dat CBS hernummert hetzelfde blijft.';
comment on column dwh.dim_onderwerp.onderwerp_sk is
'Sleutel: hash van tabel, groepen, titel en eenheid zoals die het eerst waren; 0 is onbekend.';
comment on column dwh.dim_onderwerp.familie_sk is
'Hash van groepen, titel en eenheid zonder de tabel: hetzelfde onderwerp in de tabel van een ander '
'jaar heeft dezelfde.';
comment on column dwh.dim_onderwerp.vermenigvuldiger is
'Waarde maal dit getal geeft enkele eenheden: 1000 bij x 1000. Van de laatst geladen versie; een '
'cijfer heeft zijn eigen.';
comment on column dwh.dim_onderwerp.volgnummer is
'0; hoger als een tabel dezelfde groepen, titel en eenheid vaker heeft.';
comment on column dwh.dim_onderwerp.decimalen is 'Aantal decimalen dat CBS publiceert.';
comment on column dwh.dim_onderwerp.is_actueel is
'Of het onderwerp in de laatst geladen versie van de tabel staat.';
comment on column dwh.dim_onderwerp.is_telbaar is
'Of cijfers van gebieden bij elkaar mogen worden opgeteld: een getal in een eenheid die telt, '
'zonder een woord als gemiddeld, per, mediaan of afstand, en bij CBS niet relatief. Bij twijfel '
'niet. Alleen deze onderwerpen staan in mart.statline_naar_nu.';
comment on column dwh.dim_onderwerp.tabel_id is 'Identifier van de tabel.';
comment on column dwh.dim_onderwerp.onderwerp_code is
'Code in de laatst geladen versie: Identifier (v4) of Key (v3, verandert per jaar).';
comment on column dwh.dim_onderwerp.pad is 'Titels van de groepen, van buiten naar binnen, met / .';
comment on column dwh.dim_onderwerp.titel is 'Titel; zonder het pad niet uniek.';
comment on column dwh.dim_onderwerp.label is 'Pad en titel samen.';
comment on column dwh.dim_onderwerp.omschrijving is 'Uitleg van CBS; kan leeg zijn.';
comment on column dwh.dim_onderwerp.eenheid is 'Eenheid zoals CBS haar schrijft.';
comment on column dwh.dim_onderwerp.gegevenstype is 'geheel, decimaal of tekst.';
insert into dwh.dim_onderwerp (
    onderwerp_sk, familie_sk, vermenigvuldiger, volgnummer, decimalen, is_actueel, is_telbaar,
    tabel_id, onderwerp_code, pad, titel, label, omschrijving, eenheid, gegevenstype
)
values (
    0, 0, 1, 0, 0, false, false,
    'onbekend', 'onbekend', '', 'onbekend', 'onbekend', '', '', 'decimaal'
);

create table dwh.dim_statline_categorie (
    categorie_sk bigint not null,
    is_totaal boolean not null,
    is_kop boolean not null,
    is_marge boolean not null,
    tabel_id text not null,
    dimensie text not null,
    dimensie_titel text not null,
    code text not null,
    titel text not null,
    pad text not null,
    omschrijving text not null,
    constraint dim_statline_categorie_pkey primary key (categorie_sk),
    constraint dim_statline_categorie_key unique (tabel_id, dimensie, code)
);
comment on table dwh.dim_statline_categorie is
'Een rij per lid van een dimensie van een tabel van CBS die geen gebied of periode is.';
comment on column dwh.dim_statline_categorie.categorie_sk is
'Sleutel: hash van tabel, dimensie en code.';
comment on column dwh.dim_statline_categorie.is_totaal is
'Of het lid een totaal van andere leden is; ook een subtotaal.';
comment on column dwh.dim_statline_categorie.is_kop is
'Of het lid voor de hele dimensie staat, hoogstens een per dimensie: de eerste code T en zes '
'cijfers (of 10000 bij leeftijden), anders de titel Totaal, anders het eerste totaal; bij marges '
'de waarde zelf.';
comment on column dwh.dim_statline_categorie.is_marge is
'Of het lid een grens van een betrouwbaarheidsmarge is.';
comment on column dwh.dim_statline_categorie.tabel_id is 'Identifier van de tabel.';
comment on column dwh.dim_statline_categorie.dimensie is 'Naam van de dimensie, zoals Geslacht.';
comment on column dwh.dim_statline_categorie.dimensie_titel is 'Titel van de dimensie.';
comment on column dwh.dim_statline_categorie.code is 'Code zonder spaties.';
comment on column dwh.dim_statline_categorie.titel is 'Titel.';
comment on column dwh.dim_statline_categorie.pad is 'Titels van de groepen, met / .';
comment on column dwh.dim_statline_categorie.omschrijving is 'Uitleg van CBS; kan leeg zijn.';

create table dwh.dim_statline_combinatie (
    combinatie_sk bigint not null,
    is_totaal boolean not null,
    is_kop boolean not null,
    is_marge boolean not null,
    tabel_id text not null,
    label text not null,
    dimensies jsonb not null,
    labels jsonb not null,
    paden jsonb not null,
    constraint dim_statline_combinatie_pkey primary key (combinatie_sk),
    constraint dim_statline_combinatie_key unique (tabel_id, dimensies)
);
comment on table dwh.dim_statline_combinatie is
'Een rij per combinatie van leden van de dimensies die geen gebied of periode zijn.';
comment on column dwh.dim_statline_combinatie.combinatie_sk is
'Sleutel: hash van tabel, dimensies en codes, in volgorde van de naam van de dimensie.';
comment on column dwh.dim_statline_combinatie.is_totaal is
'Of er een totaal in zit: meetellen in een som telt dubbel.';
comment on column dwh.dim_statline_combinatie.is_kop is
'Of elke dimensie op het lid staat dat voor haar geheel staat: het cijfer voor het geheel, '
'hoogstens een combinatie per tabel. Ook waar als er geen andere dimensies zijn.';
comment on column dwh.dim_statline_combinatie.is_marge is
'Of er een grens van een betrouwbaarheidsmarge in zit.';
comment on column dwh.dim_statline_combinatie.tabel_id is 'Identifier van de tabel.';
comment on column dwh.dim_statline_combinatie.label is 'Titels van de leden, met komma''s.';
comment on column dwh.dim_statline_combinatie.dimensies is 'Dimensie en code, zoals in het feit.';
comment on column dwh.dim_statline_combinatie.labels is 'Dimensie en titel.';
comment on column dwh.dim_statline_combinatie.paden is
'Dimensie en de titels van de groepen om het lid, met / ertussen; leeg als het in geen groep zit.';

create table dwh.dim_statline_periode (
    tabel_id text not null,
    periode text not null,
    periode_soort text not null,
    titel text not null,
    status text not null,
    versie text not null,
    begindatum date null,
    einddatum date null,
    geladen_op timestamptz not null,
    vervallen_op timestamptz null,
    constraint dim_statline_periode_pkey primary key (tabel_id, periode, geladen_op),
    constraint dim_statline_periode_soort_check check (
        periode_soort in (
            'jaar', 'halfjaar', 'kwartaal', 'maand', 'week', 'dag', 'verslag', 'overig'
        )
    )
);
comment on table dwh.dim_statline_periode is
'Een rij per periode van een tabel van CBS en per status die zij had.';
comment on column dwh.dim_statline_periode.tabel_id is 'Identifier van de tabel.';
comment on column dwh.dim_statline_periode.periode is 'Code, zoals 2022JJ00.';
comment on column dwh.dim_statline_periode.periode_soort is
'jaar, halfjaar, kwartaal, maand, week, dag, verslag (Iv3) of overig.';
comment on column dwh.dim_statline_periode.titel is 'Titel.';
comment on column dwh.dim_statline_periode.status is
'Definitief, Voorlopig, NaderVoorlopig of wat CBS verder schrijft; leeg als CBS niets zegt.';
comment on column dwh.dim_statline_periode.versie is 'Versie van de tabel die deze status bracht.';
comment on column dwh.dim_statline_periode.begindatum is
'Eerste dag. Leeg: verslag of overig.';
comment on column dwh.dim_statline_periode.einddatum is 'Laatste dag. Leeg: verslag of overig.';
comment on column dwh.dim_statline_periode.geladen_op is 'Moment van publiceren, UTC.';
comment on column dwh.dim_statline_periode.vervallen_op is
'Moment waarop een andere status kwam, UTC. Leeg: geldt nu.';

create table dwh.feit_statline (
    onderwerp_sk bigint not null,
    gebied_sk bigint not null,
    combinatie_sk bigint not null,
    gemeente_sk bigint not null,
    vermenigvuldiger bigint not null,
    taak_id bigint not null,
    geladen_op timestamptz not null,
    vervallen_op timestamptz null,
    volgnummer smallint not null default 0,
    is_totaal boolean not null,
    is_marge boolean not null,
    wet text null,
    gemeentecode char(4) null,
    tabel_id text not null,
    versie text not null,
    vervallen_versie text null,
    periode text not null,
    periode_soort text not null,
    eenheid text not null,
    waarde numeric null,
    tekst text null,
    reden_leeg text null,
    dimensies jsonb not null,
    -- volgnummer stands where the index has room for it: after a text, before a number.
    constraint feit_statline_pkey primary key (
        tabel_id, onderwerp_sk, gebied_sk, periode, volgnummer, combinatie_sk, geladen_op
    ),
    constraint feit_statline_wet_check check (wet in ('wmo', 'jw', 'pw')),
    constraint feit_statline_inhoud_check check (num_nonnulls(waarde, tekst, reden_leeg) = 1),
    constraint feit_statline_vervallen_check check (
        (vervallen_op is null) = (vervallen_versie is null) and vervallen_op > geladen_op
    )
);
create index feit_statline_gebied_idx on dwh.feit_statline (gebied_sk);
-- Empty as long as no table gives a cell more than once.
create index feit_statline_volgnummer_idx on dwh.feit_statline (tabel_id) where volgnummer > 0;
comment on table dwh.feit_statline is
'Een rij per cel van een tabel van CBS en per waarde die zij had. De geldende rij heeft een lege '
'vervallen_op; een herziening sluit haar en opent een nieuwe. Geeft CBS een cel vaker, dan blijft '
'elke waarneming: zie volgnummer.';
comment on column dwh.feit_statline.onderwerp_sk is 'Het onderwerp; zie dim_onderwerp.';
comment on column dwh.feit_statline.gebied_sk is
'Het gebied; zie dim_gebied. 0: de tabel heeft geen gebieden.';
comment on column dwh.feit_statline.combinatie_sk is
'De overige dimensies samen; zie dim_statline_combinatie.';
comment on column dwh.feit_statline.gemeente_sk is
'De gemeente van een gemeente, wijk of buurt; zie dim_gemeente. 0: groter dan een gemeente of niet '
'in de berichten.';
comment on column dwh.feit_statline.vermenigvuldiger is
'Waarde maal dit getal geeft enkele eenheden: 1000 bij x 1000. Hoort bij het cijfer: de eenheid '
'van een onderwerp kan later een andere zijn.';
comment on column dwh.feit_statline.taak_id is 'Taak die de rij bracht.';
comment on column dwh.feit_statline.geladen_op is 'Moment waarop deze waarde kwam, UTC.';
comment on column dwh.feit_statline.vervallen_op is
'Moment waarop een andere waarde kwam of de cel verdween, UTC. Leeg: geldt nu.';
comment on column dwh.feit_statline.volgnummer is
'Hoeveelste waarneming van dezelfde cel, naar waarde, tekst en reden; 0: de enige of de laagste. '
'Hoger alleen als CBS dezelfde cel vaker geeft; zie mart.statline_dubbel.';
comment on column dwh.feit_statline.is_totaal is
'Of er in de overige dimensies een totaal zit: meetellen in een som telt dubbel.';
comment on column dwh.feit_statline.is_marge is
'Of het een grens van een betrouwbaarheidsmarge is in plaats van de waarde.';
comment on column dwh.feit_statline.wet is
'wmo, jw of pw, zoals de bron in de configuratie zegt. Leeg: niet van een wet.';
comment on column dwh.feit_statline.gemeentecode is
'CBS-code van de gemeente, 4 cijfers. Leeg: groter dan een gemeente.';
comment on column dwh.feit_statline.tabel_id is 'Identifier van de tabel.';
comment on column dwh.feit_statline.versie is 'Versie van de tabel die deze waarde bracht.';
comment on column dwh.feit_statline.vervallen_versie is
'Versie van de tabel waarin de waarde anders was. Leeg: geldt nu.';
comment on column dwh.feit_statline.periode is 'Periode, zoals 2022JJ00.';
comment on column dwh.feit_statline.periode_soort is
'jaar, halfjaar, kwartaal, maand, week, dag, verslag of overig.';
comment on column dwh.feit_statline.eenheid is 'Eenheid zoals CBS haar schrijft, zoals x 1000.';
comment on column dwh.feit_statline.waarde is
'Het getal, in de eenheid. Leeg: tekst, of geen waarde. Nooit 0 in plaats van leeg.';
comment on column dwh.feit_statline.tekst is
'De tekst van een onderwerp dat geen getal is. Anders leeg.';
comment on column dwh.feit_statline.reden_leeg is
'Waarom er geen waarde is: onmogelijk, onbekend (een punt bij CBS), geheim, niet_beschikbaar, '
'ontbreekt, nihil, zonder_reden of wat CBS verder schrijft. Leeg: er is een waarde.';
comment on column dwh.feit_statline.dimensies is
'De overige dimensies: naam en code, bijvoorbeeld {"Geslacht": "T001038"}.';
