-- Creates the facts that the messages fill.
-- Grain: see the comment on each table. Indexes, the unique ones included, stand in
-- sql/dwh/indexes.sql: a first load builds them after the COPY. No foreign keys: sql/check proves
-- the references. `keten_sk` names the chain of a row: a publication replaces the rows of the
-- chains it recomputed.
-- Not idempotent: runs once, as a numbered migration.

create table dwh.feit_bericht (
    gemeente_sk bigint not null,
    aanbieder_sk bigint not null,
    bestand_id bigint not null,
    identiteit uuid not null,
    betreft_identiteit uuid null,
    wet text not null,
    gemeentecode char(4) not null,
    agb_code char(8) not null,
    berichtsoort text not null,
    release text not null,
    afzender text not null,
    ontvanger text not null,
    identificatie text not null,
    retour_status text not null,
    retourcodes text[] not null,
    aantal_regels integer null,
    dagtekening date not null,
    ontvangen_op timestamptz not null,
    constraint feit_bericht_wet_check check (wet in ('wmo', 'jw')),
    constraint feit_bericht_retour_status_check check (
        retour_status in ('geaccepteerd', 'afgewezen', 'open', 'nvt')
    )
);

comment on table dwh.feit_bericht is
'Een rij per geladen bericht, heen en antwoord.';
comment on column dwh.feit_bericht.gemeente_sk is
'Gemeente: dim_gemeente.';
comment on column dwh.feit_bericht.aanbieder_sk is
'Aanbieder: dim_aanbieder.';
comment on column dwh.feit_bericht.bestand_id is
'Bestand met het bericht: beheer.bestand, en zo de taak.';
comment on column dwh.feit_bericht.identiteit is
'Vingerafdruk van wat uniek moet zijn (TR056): wet, berichtsoort, afzender en Identificatie.';
comment on column dwh.feit_bericht.betreft_identiteit is
'Identiteit van het bericht dat hiermee wordt beantwoord. Leeg bij een heenbericht.';
comment on column dwh.feit_bericht.wet is
'Wet: wmo of jw. Bron: namespace van het bericht.';
comment on column dwh.feit_bericht.gemeentecode is
'CBS-code van de gemeente, 4 cijfers. Bron: Afzender of Ontvanger in de header.';
comment on column dwh.feit_bericht.agb_code is
'AGB-code van de aanbieder, 8 cijfers. Bron: Afzender of Ontvanger in de header.';
comment on column dwh.feit_bericht.berichtsoort is
'Soort bericht, 3 cijfers: 301 tot en met 325. Bron: BerichtCode.';
comment on column dwh.feit_bericht.release is
'Release van de standaard, bijvoorbeeld 3.2. Bron: BerichtVersie en BerichtSubversie.';
comment on column dwh.feit_bericht.afzender is
'Afzender als in de header: gemeente (4 cijfers) of aanbieder (8 cijfers). Bron: Afzender.';
comment on column dwh.feit_bericht.ontvanger is
'Ontvanger als in de header: gemeente (4 cijfers) of aanbieder (8 cijfers). Bron: Ontvanger.';
comment on column dwh.feit_bericht.identificatie is
'Nummer van het bericht bij de afzender. Bron: Identificatie; bij een retour '
'IdentificatieRetour.';
comment on column dwh.feit_bericht.retour_status is
'Wat de ontvanger antwoordde: geaccepteerd, afgewezen, open (nog geen antwoord) of nvt (is '
'zelf een antwoord). Een 323 waarvan alleen regels zijn afgewezen is geaccepteerd.';
comment on column dwh.feit_bericht.retourcodes is
'Codes van het antwoord op dit bericht; bij een antwoord de eigen codes. Bron: RetourCode.';
comment on column dwh.feit_bericht.aantal_regels is
'Aantal producten of regels in het bericht, geweigerde meegeteld; bij een 325 de '
'teruggestuurde regels. Leeg bij een andere retour.';
comment on column dwh.feit_bericht.dagtekening is
'Datum van het bericht. Bron: Dagtekening; bij een retour DagtekeningRetour.';
comment on column dwh.feit_bericht.ontvangen_op is
'Tijd van laatste wijziging van het bestand, UTC: het moment van ontvangst voor zover de map dat '
'bewaart.';

create table dwh.feit_toewijzing (
    gemeente_sk bigint not null,
    client_sk bigint not null,
    aanbieder_sk bigint not null,
    product_sk bigint not null,
    beschikking_sk bigint not null,
    toewijzing_sk bigint not null,
    keten_sk bigint not null,
    wet text not null,
    gemeentecode char(4) not null,
    agb_code char(8) not null,
    toewijzingnummer bigint not null,
    referentie_aanbieder text null,
    reden_wijziging text null,
    eenheid text null,
    frequentie text null,
    retour_status text not null,
    is_verwijderd boolean not null,
    volume integer null,
    budget_eurocent bigint null,
    aantal_versies integer not null,
    toewijzingsdatum date not null,
    ingangsdatum date not null,
    einddatum date null,
    einddatum_oorspronkelijk date null,
    constraint feit_toewijzing_wet_check check (wet in ('wmo', 'jw')),
    constraint feit_toewijzing_keten_sk_check check (keten_sk = toewijzing_sk),
    constraint feit_toewijzing_retour_status_check check (
        retour_status in ('geaccepteerd', 'afgewezen', 'open')
    ),
    constraint feit_toewijzing_periode_check check (einddatum >= ingangsdatum)
);

comment on table dwh.feit_toewijzing is
'Een rij per toewijzing: de actuele stand. Zijn alle 301-records afgewezen, dan de nieuwste '
'daarvan met retour_status afgewezen.';
comment on column dwh.feit_toewijzing.gemeente_sk is
'Gemeente: dim_gemeente.';
comment on column dwh.feit_toewijzing.client_sk is
'Persoon, gepseudonimiseerd: dim_client.';
comment on column dwh.feit_toewijzing.aanbieder_sk is
'Aanbieder: dim_aanbieder.';
comment on column dwh.feit_toewijzing.product_sk is
'Product: dim_product; een rij per wet, ook voor geen product (generiek).';
comment on column dwh.feit_toewijzing.beschikking_sk is
'Beschikking waarop de toewijzing berust: dim_beschikking; 0 is onbekend.';
comment on column dwh.feit_toewijzing.toewijzing_sk is
'Sleutel: wet, gemeente en ToewijzingNummer in een getal.';
comment on column dwh.feit_toewijzing.keten_sk is
'Keten van de rij: positief is wet, gemeente en ToewijzingNummer in een getal, negatief een '
'groep records zonder nummer. Zelfde als keten in landing.';
comment on column dwh.feit_toewijzing.wet is
'Wet: wmo of jw. Bron: namespace van het bericht.';
comment on column dwh.feit_toewijzing.gemeentecode is
'CBS-code van de gemeente, 4 cijfers. Bron: Afzender of Ontvanger in de header.';
comment on column dwh.feit_toewijzing.agb_code is
'AGB-code van de aanbieder, 8 cijfers. Bron: Afzender of Ontvanger in de header.';
comment on column dwh.feit_toewijzing.toewijzingnummer is
'Toewijzingnummer, uniek per gemeente en wet. Bron: ToewijzingNummer.';
comment on column dwh.feit_toewijzing.referentie_aanbieder is
'Verzoek dat met de toewijzing is ingewilligd. Leeg: niet genoemd. Bron: ReferentieAanbieder.';
comment on column dwh.feit_toewijzing.reden_wijziging is
'Reden van de wijziging: dim_reden, lijst reden_wijziging. Leeg: eerste of ongewijzigde '
'toewijzing. Bron: RedenWijziging.';
comment on column dwh.feit_toewijzing.eenheid is
'Eenheid van het volume: 01 minuut, 04 uur, 14 etmaal, 16 dagdeel, 82 en 84 stuks, 83 euro. '
'Leeg: geen omvang. Bron: Omvang/Eenheid.';
comment on column dwh.feit_toewijzing.frequentie is
'Waarover het volume geldt: 1 dag, 2 week, 4 maand, 6 totaal. Leeg: geen omvang. Bron: '
'Omvang/Frequentie.';
comment on column dwh.feit_toewijzing.retour_status is
'Wat de aanbieder antwoordde: geaccepteerd, afgewezen of open.';
comment on column dwh.feit_toewijzing.is_verwijderd is
'Of de toewijzing is verwijderd: reden 13, of 01 met einddatum gelijk aan ingangsdatum.';
comment on column dwh.feit_toewijzing.volume is
'Toegewezen volume in de eenheid, per frequentie. Leeg: geen omvang. Bron: Omvang/Volume.';
comment on column dwh.feit_toewijzing.budget_eurocent is
'Budget in eurocent. Leeg: geen budget. Bron: Budget.';
comment on column dwh.feit_toewijzing.aantal_versies is
'Aantal versies dat telt; 0 als alle zijn afgewezen.';
comment on column dwh.feit_toewijzing.toewijzingsdatum is
'Datum van deze versie. Bron: Toewijzingsdatum.';
comment on column dwh.feit_toewijzing.ingangsdatum is
'Eerste dag. Bron: Ingangsdatum.';
comment on column dwh.feit_toewijzing.einddatum is
'Laatste dag. Leeg: open einde. Bron: Einddatum.';
comment on column dwh.feit_toewijzing.einddatum_oorspronkelijk is
'Einddatum van de eerste versie die telt. Leeg: open einde, of alles is afgewezen.';

create table dwh.feit_toewijzing_versie (
    gemeente_sk bigint not null,
    client_sk bigint not null,
    aanbieder_sk bigint not null,
    product_sk bigint not null,
    beschikking_sk bigint not null,
    toewijzing_sk bigint not null,
    keten_sk bigint not null,
    versie integer not null,
    wet text not null,
    gemeentecode char(4) not null,
    agb_code char(8) not null,
    bericht_identificatie text not null,
    regelnummer integer not null,
    toewijzingnummer bigint not null,
    referentie_aanbieder text null,
    reden_wijziging text null,
    eenheid text null,
    frequentie text null,
    retour_status text not null,
    is_verwijderd boolean not null,
    volume integer null,
    budget_eurocent bigint null,
    aantal_versies integer not null,
    toewijzingsdatum date not null,
    ingangsdatum date not null,
    einddatum date null,
    einddatum_oorspronkelijk date null,
    toewijzingsmoment timestamp not null,
    vervangen_op timestamp null,
    constraint feit_toewijzing_versie_wet_check check (wet in ('wmo', 'jw')),
    constraint feit_toewijzing_versie_keten_sk_check check (keten_sk = toewijzing_sk),
    constraint feit_toewijzing_versie_versie_check check (versie >= 1),
    constraint feit_toewijzing_versie_aantal_versies_check check (aantal_versies = versie),
    constraint feit_toewijzing_versie_retour_status_check check (
        retour_status in ('geaccepteerd', 'afgewezen', 'open')
    ),
    constraint feit_toewijzing_versie_periode_check check (einddatum >= ingangsdatum)
);

comment on table dwh.feit_toewijzing_versie is
'Een rij per versie van een toewijzing. Een ongewijzigde herhaling en een afgewezen bericht '
'geven geen versie.';
comment on column dwh.feit_toewijzing_versie.gemeente_sk is
'Gemeente: dim_gemeente.';
comment on column dwh.feit_toewijzing_versie.client_sk is
'Persoon, gepseudonimiseerd: dim_client.';
comment on column dwh.feit_toewijzing_versie.aanbieder_sk is
'Aanbieder: dim_aanbieder.';
comment on column dwh.feit_toewijzing_versie.product_sk is
'Product: dim_product; een rij per wet, ook voor geen product (generiek).';
comment on column dwh.feit_toewijzing_versie.beschikking_sk is
'Beschikking waarop de toewijzing berust: dim_beschikking; 0 is onbekend.';
comment on column dwh.feit_toewijzing_versie.toewijzing_sk is
'Toewijzing: feit_toewijzing.';
comment on column dwh.feit_toewijzing_versie.keten_sk is
'Keten van de rij: positief is wet, gemeente en ToewijzingNummer in een getal, negatief een '
'groep records zonder nummer. Zelfde als keten in landing.';
comment on column dwh.feit_toewijzing_versie.versie is
'Volgnummer vanaf 1, naar toewijzingsmoment.';
comment on column dwh.feit_toewijzing_versie.wet is
'Wet: wmo of jw. Bron: namespace van het bericht.';
comment on column dwh.feit_toewijzing_versie.gemeentecode is
'CBS-code van de gemeente, 4 cijfers. Bron: Afzender of Ontvanger in de header.';
comment on column dwh.feit_toewijzing_versie.agb_code is
'AGB-code van de aanbieder, 8 cijfers. Bron: Afzender of Ontvanger in de header.';
comment on column dwh.feit_toewijzing_versie.bericht_identificatie is
'Bericht dat de versie als eerste bracht. Bron: Identificatie.';
comment on column dwh.feit_toewijzing_versie.regelnummer is
'Hoeveelste product of regel in het bericht, vanaf 1.';
comment on column dwh.feit_toewijzing_versie.toewijzingnummer is
'Toewijzingnummer, uniek per gemeente en wet. Bron: ToewijzingNummer.';
comment on column dwh.feit_toewijzing_versie.referentie_aanbieder is
'Verzoek dat met de toewijzing is ingewilligd. Leeg: niet genoemd. Bron: ReferentieAanbieder.';
comment on column dwh.feit_toewijzing_versie.reden_wijziging is
'Reden van de wijziging: dim_reden, lijst reden_wijziging. Leeg: eerste of ongewijzigde '
'toewijzing. Bron: RedenWijziging.';
comment on column dwh.feit_toewijzing_versie.eenheid is
'Eenheid van het volume: 01 minuut, 04 uur, 14 etmaal, 16 dagdeel, 82 en 84 stuks, 83 euro. '
'Leeg: geen omvang. Bron: Omvang/Eenheid.';
comment on column dwh.feit_toewijzing_versie.frequentie is
'Waarover het volume geldt: 1 dag, 2 week, 4 maand, 6 totaal. Leeg: geen omvang. Bron: '
'Omvang/Frequentie.';
comment on column dwh.feit_toewijzing_versie.retour_status is
'Wat de aanbieder antwoordde: geaccepteerd, afgewezen of open.';
comment on column dwh.feit_toewijzing_versie.is_verwijderd is
'Of de toewijzing is verwijderd: reden 13, of 01 met einddatum gelijk aan ingangsdatum.';
comment on column dwh.feit_toewijzing_versie.volume is
'Toegewezen volume in de eenheid, per frequentie. Leeg: geen omvang. Bron: Omvang/Volume.';
comment on column dwh.feit_toewijzing_versie.budget_eurocent is
'Budget in eurocent. Leeg: geen budget. Bron: Budget.';
comment on column dwh.feit_toewijzing_versie.aantal_versies is
'Aantal versies tot en met deze: gelijk aan versie.';
comment on column dwh.feit_toewijzing_versie.toewijzingsdatum is
'Datum van deze versie. Bron: Toewijzingsdatum.';
comment on column dwh.feit_toewijzing_versie.ingangsdatum is
'Eerste dag. Bron: Ingangsdatum.';
comment on column dwh.feit_toewijzing_versie.einddatum is
'Laatste dag. Leeg: open einde. Bron: Einddatum.';
comment on column dwh.feit_toewijzing_versie.einddatum_oorspronkelijk is
'Einddatum van de eerste versie die telt. Leeg: open einde, of alles is afgewezen.';
comment on column dwh.feit_toewijzing_versie.toewijzingsmoment is
'Moment van de versie, Nederlandse tijd zoals in het bericht, dus zonder zone. Bron: '
'Toewijzingsdatum en Toewijzingstijd.';
comment on column dwh.feit_toewijzing_versie.vervangen_op is
'Moment van de volgende versie, Nederlandse tijd. Leeg: de nieuwste.';

create table dwh.feit_koppeling (
    gemeente_sk bigint not null,
    client_sk bigint not null,
    aanbieder_sk bigint not null,
    product_sk bigint not null,
    toewijzing_sk bigint null,
    keten_sk bigint not null,
    wet text not null,
    gemeentecode char(4) not null,
    agb_code char(8) not null,
    berichtsoort text not null,
    bericht_identificatie text not null,
    regelnummer integer not null,
    toewijzingnummer bigint null,
    client_gelijk text not null,
    aanbieder_gelijk text not null,
    product_gelijk text not null,
    periode_gelijk text not null,
    beschikking_gelijk text not null,
    koppelwijze text not null,
    koppelstatus text not null,
    constraint feit_koppeling_wet_check check (wet in ('wmo', 'jw')),
    constraint feit_koppeling_berichtsoort_check check (berichtsoort in ('305', '307', '323')),
    constraint feit_koppeling_client_gelijk_check check (
        client_gelijk in ('gelijk', 'verschillend', 'niet_toetsbaar')
    ),
    constraint feit_koppeling_aanbieder_gelijk_check check (
        aanbieder_gelijk in ('gelijk', 'verschillend', 'niet_toetsbaar')
    ),
    constraint feit_koppeling_product_gelijk_check check (
        product_gelijk in ('gelijk', 'verschillend', 'niet_toetsbaar')
    ),
    constraint feit_koppeling_periode_gelijk_check check (
        periode_gelijk in ('gelijk', 'verschillend', 'niet_toetsbaar')
    ),
    constraint feit_koppeling_beschikking_gelijk_check check (
        beschikking_gelijk in ('gelijk', 'verschillend', 'niet_toetsbaar')
    ),
    constraint feit_koppeling_koppelwijze_check check (
        koppelwijze in ('toewijzingnummer', 'beschikking', 'kenmerken', 'geen')
    ),
    constraint feit_koppeling_koppelstatus_check check (
        koppelstatus in (
            'gekoppeld', 'afgekeurd', 'wees', 'ingetrokken', 'afgewezen'
        )
    )
);

comment on table dwh.feit_koppeling is
'Een rij per 305-, 307- of 323-record: het oordeel of het bij een toewijzing hoort. Alleen '
'gekoppeld telt als gekoppeld.';
comment on column dwh.feit_koppeling.gemeente_sk is
'Gemeente: dim_gemeente.';
comment on column dwh.feit_koppeling.client_sk is
'Persoon, gepseudonimiseerd: dim_client.';
comment on column dwh.feit_koppeling.aanbieder_sk is
'Aanbieder: dim_aanbieder.';
comment on column dwh.feit_koppeling.product_sk is
'Product: dim_product; een rij per wet, ook voor geen product (generiek).';
comment on column dwh.feit_koppeling.toewijzing_sk is
'Gevonden toewijzing: feit_toewijzing, ook als de koppeling is afgekeurd. Leeg: geen '
'gevonden.';
comment on column dwh.feit_koppeling.keten_sk is
'Keten van de rij: positief is wet, gemeente en ToewijzingNummer in een getal, negatief een '
'groep records zonder nummer. Zelfde als keten in landing.';
comment on column dwh.feit_koppeling.wet is
'Wet: wmo of jw. Bron: namespace van het bericht.';
comment on column dwh.feit_koppeling.gemeentecode is
'CBS-code van de gemeente, 4 cijfers. Bron: Afzender of Ontvanger in de header.';
comment on column dwh.feit_koppeling.agb_code is
'AGB-code van de aanbieder, 8 cijfers. Bron: Afzender of Ontvanger in de header.';
comment on column dwh.feit_koppeling.berichtsoort is
'Soort bericht: 305, 307 of 323.';
comment on column dwh.feit_koppeling.bericht_identificatie is
'Nummer van het bericht bij de afzender. Bron: Identificatie.';
comment on column dwh.feit_koppeling.regelnummer is
'Hoeveelste product of regel in het bericht, vanaf 1.';
comment on column dwh.feit_koppeling.toewijzingnummer is
'Toewijzingnummer in het record. Leeg: taakgericht. Bron: ToewijzingNummer.';
comment on column dwh.feit_koppeling.client_gelijk is
'Of de client van record en toewijzing gelijk is: gelijk, verschillend of niet_toetsbaar.';
comment on column dwh.feit_koppeling.aanbieder_gelijk is
'Of de aanbieder van record en toewijzing gelijk is: gelijk, verschillend of niet_toetsbaar.';
comment on column dwh.feit_koppeling.product_gelijk is
'Of het product van record en toewijzing gelijk is: gelijk, verschillend of niet_toetsbaar.';
comment on column dwh.feit_koppeling.periode_gelijk is
'Of de periode van record en toewijzing gelijk is: gelijk, verschillend of niet_toetsbaar.';
comment on column dwh.feit_koppeling.beschikking_gelijk is
'Of de beschikking van record en toewijzing gelijk is: gelijk, verschillend of '
'niet_toetsbaar.';
comment on column dwh.feit_koppeling.koppelwijze is
'Waarop is gekoppeld: toewijzingnummer, beschikking, kenmerken (client, aanbieder, product en '
'datum) of geen.';
comment on column dwh.feit_koppeling.koppelstatus is
'gekoppeld, afgekeurd (een deel verschilt), wees (geen toewijzing), ingetrokken (door de '
'afzender) of afgewezen (door de ontvanger).';

create table dwh.feit_levering (
    gemeente_sk bigint not null,
    client_sk bigint not null,
    aanbieder_sk bigint not null,
    product_sk bigint not null,
    levering_sk bigint not null,
    toewijzing_sk bigint null,
    keten_sk bigint not null,
    wet text not null,
    gemeentecode char(4) not null,
    agb_code char(8) not null,
    bericht_identificatie text not null,
    regelnummer integer not null,
    toewijzingnummer bigint null,
    einddatum_bron text not null,
    reden_beeindiging text null,
    telt_mee boolean not null,
    onderbrekingen integer not null,
    dagen_onderbroken integer not null,
    wachttijd_dagen integer null,
    wachttijd_toewijzing_dagen integer null,
    planningsbuffer_dagen integer null,
    duur_dagen integer null,
    startdatum date not null,
    einddatum date null,
    constraint feit_levering_wet_check check (wet in ('wmo', 'jw')),
    constraint feit_levering_einddatum_bron_check check (einddatum_bron in ('gemeten', 'lopend')),
    constraint feit_levering_einddatum_check check (
        (einddatum is null) = (einddatum_bron = 'lopend')
        and (einddatum is null) = (duur_dagen is null)
    )
);

comment on table dwh.feit_levering is
'Een rij per levering: van een start tot de definitieve stop, onderbrekingen inbegrepen. '
'Gemiddelden alleen over telt_mee.';
comment on column dwh.feit_levering.gemeente_sk is
'Gemeente: dim_gemeente.';
comment on column dwh.feit_levering.client_sk is
'Persoon, gepseudonimiseerd: dim_client.';
comment on column dwh.feit_levering.aanbieder_sk is
'Aanbieder: dim_aanbieder.';
comment on column dwh.feit_levering.product_sk is
'Product: dim_product; een rij per wet, ook voor geen product (generiek).';
comment on column dwh.feit_levering.levering_sk is
'Sleutel: hash van wet, gemeente, aanbieder, client, nummer, product en startdatum.';
comment on column dwh.feit_levering.toewijzing_sk is
'Gevonden toewijzing: feit_toewijzing, ook als de koppeling is afgekeurd. Leeg: geen '
'gevonden.';
comment on column dwh.feit_levering.keten_sk is
'Keten van de rij: positief is wet, gemeente en ToewijzingNummer in een getal, negatief een '
'groep records zonder nummer. Zelfde als keten in landing.';
comment on column dwh.feit_levering.wet is
'Wet: wmo of jw. Bron: namespace van het bericht.';
comment on column dwh.feit_levering.gemeentecode is
'CBS-code van de gemeente, 4 cijfers. Bron: Afzender of Ontvanger in de header.';
comment on column dwh.feit_levering.agb_code is
'AGB-code van de aanbieder, 8 cijfers. Bron: Afzender of Ontvanger in de header.';
comment on column dwh.feit_levering.bericht_identificatie is
'305-bericht met de start. Bron: Identificatie.';
comment on column dwh.feit_levering.regelnummer is
'Hoeveelste product of regel in het bericht, vanaf 1.';
comment on column dwh.feit_levering.toewijzingnummer is
'Toewijzingnummer in het record. Leeg: taakgericht. Bron: ToewijzingNummer.';
comment on column dwh.feit_levering.einddatum_bron is
'gemeten (een definitieve stop) of lopend.';
comment on column dwh.feit_levering.reden_beeindiging is
'Reden van de definitieve stop: dim_reden, lijst reden_beeindiging. Leeg: lopend. Bron: '
'RedenBeeindiging.';
comment on column dwh.feit_levering.telt_mee is
'Of de levering meetelt in gemiddelden: niet als de start niet koppelt, de stop voor de start '
'ligt, of een andere levering nog liep.';
comment on column dwh.feit_levering.onderbrekingen is
'Aantal tijdelijke stops (reden 20) met een herstart.';
comment on column dwh.feit_levering.dagen_onderbroken is
'Dagen tussen tijdelijke stop en herstart, opgeteld, grenzen niet meegeteld.';
comment on column dwh.feit_levering.wachttijd_dagen is
'Startdatum min ingangsdatum, kalenderdagen. Leeg: geen toewijzing.';
comment on column dwh.feit_levering.wachttijd_toewijzing_dagen is
'Startdatum min eerste toewijzingsdatum, kalenderdagen. Leeg: geen toewijzing.';
comment on column dwh.feit_levering.planningsbuffer_dagen is
'Ingangsdatum min eerste toewijzingsdatum, kalenderdagen. Leeg: geen toewijzing.';
comment on column dwh.feit_levering.duur_dagen is
'Einddatum min startdatum plus 1, onderbrekingen meegeteld. Leeg: lopend.';
comment on column dwh.feit_levering.startdatum is
'Eerste dag. Bron: Begindatum van de 305.';
comment on column dwh.feit_levering.einddatum is
'Laatste dag. Leeg: lopend, ook als de toewijzing al is geeindigd. Bron: Einddatum van de '
'307.';

create table dwh.feit_prestatie (
    gemeente_sk bigint not null,
    client_sk bigint not null,
    aanbieder_sk bigint not null,
    product_sk bigint not null,
    toewijzing_sk bigint null,
    keten_sk bigint not null,
    wet text not null,
    gemeentecode char(4) not null,
    agb_code char(8) not null,
    bericht_identificatie text not null,
    regelnummer integer not null,
    toewijzingnummer bigint not null,
    declaratienummer text not null,
    referentienummer text not null,
    vorig_referentienummer text null,
    eenheid text not null,
    debet_credit text not null,
    status text not null,
    retourcodes text[] not null,
    telt_mee boolean not null,
    geleverd_volume integer not null,
    tarief_eurocent bigint null,
    bedrag_eurocent bigint not null,
    declaratieperiode_begin date not null,
    productperiode_begin date not null,
    productperiode_eind date not null,
    constraint feit_prestatie_wet_check check (wet in ('wmo', 'jw')),
    constraint feit_prestatie_debet_credit_check check (debet_credit in ('D', 'C')),
    constraint feit_prestatie_status_check check (
        status in ('ingediend', 'goedgekeurd', 'afgewezen', 'gecrediteerd')
    ),
    constraint feit_prestatie_teken_check check (
        (debet_credit = 'D' and bedrag_eurocent >= 0)
        or (debet_credit = 'C' and bedrag_eurocent <= 0)
    )
);

comment on table dwh.feit_prestatie is
'Een rij per declaratieregel (323 Prestatie). Sommen alleen over telt_mee: een credit en zijn '
'debet heffen elkaar dan op.';
comment on column dwh.feit_prestatie.gemeente_sk is
'Gemeente: dim_gemeente.';
comment on column dwh.feit_prestatie.client_sk is
'Persoon, gepseudonimiseerd: dim_client.';
comment on column dwh.feit_prestatie.aanbieder_sk is
'Aanbieder: dim_aanbieder.';
comment on column dwh.feit_prestatie.product_sk is
'Product: dim_product; een rij per wet, ook voor geen product (generiek).';
comment on column dwh.feit_prestatie.toewijzing_sk is
'Gevonden toewijzing: feit_toewijzing, ook als de koppeling is afgekeurd. Leeg: geen '
'gevonden.';
comment on column dwh.feit_prestatie.keten_sk is
'Keten van de rij: positief is wet, gemeente en ToewijzingNummer in een getal, negatief een '
'groep records zonder nummer. Zelfde als keten in landing.';
comment on column dwh.feit_prestatie.wet is
'Wet: wmo of jw. Bron: namespace van het bericht.';
comment on column dwh.feit_prestatie.gemeentecode is
'CBS-code van de gemeente, 4 cijfers. Bron: Afzender of Ontvanger in de header.';
comment on column dwh.feit_prestatie.agb_code is
'AGB-code van de aanbieder, 8 cijfers. Bron: Afzender of Ontvanger in de header.';
comment on column dwh.feit_prestatie.bericht_identificatie is
'Nummer van het bericht bij de afzender. Bron: Identificatie.';
comment on column dwh.feit_prestatie.regelnummer is
'Hoeveelste product of regel in het bericht, vanaf 1.';
comment on column dwh.feit_prestatie.toewijzingnummer is
'Toewijzingnummer in de regel. Bron: ToewijzingNummer.';
comment on column dwh.feit_prestatie.declaratienummer is
'Nummer van de declaratie bij de aanbieder. Bron: DeclaratieNummer.';
comment on column dwh.feit_prestatie.referentienummer is
'Nummer van de regel bij de aanbieder. Bron: ReferentieNummer.';
comment on column dwh.feit_prestatie.vorig_referentienummer is
'Regel die met deze credit wordt teruggenomen. Leeg: geen. Bron: VorigReferentieNummer.';
comment on column dwh.feit_prestatie.eenheid is
'Eenheid van het volume: 01 minuut, 04 uur, 14 etmaal, 16 dagdeel, 82 en 84 stuks, 83 euro. '
'Bron: Eenheid.';
comment on column dwh.feit_prestatie.debet_credit is
'D debet of C credit. Bron: DebetCredit.';
comment on column dwh.feit_prestatie.status is
'ingediend (nog geen antwoord), goedgekeurd, afgewezen of gecrediteerd.';
comment on column dwh.feit_prestatie.retourcodes is
'Codes waarmee de regel of het hele bericht is afgewezen. Bron: RetourCode in de 325.';
comment on column dwh.feit_prestatie.telt_mee is
'Of de regel meetelt in sommen: niet als zij is afgewezen of niet koppelt.';
comment on column dwh.feit_prestatie.geleverd_volume is
'Geleverd volume in de eenheid. Bron: GeleverdVolume.';
comment on column dwh.feit_prestatie.tarief_eurocent is
'Tarief per eenheid in eurocent. Leeg: bij eenheid 83. Bron: ProductTarief.';
comment on column dwh.feit_prestatie.bedrag_eurocent is
'Ingediend bedrag in eurocent, credit negatief. Bron: IngediendBedrag.';
comment on column dwh.feit_prestatie.declaratieperiode_begin is
'Eerste dag van de declaratieperiode. Bron: DeclaratiePeriode/Begindatum.';
comment on column dwh.feit_prestatie.productperiode_begin is
'Eerste dag waarover de regel gaat. Bron: ProductPeriode/Begindatum.';
comment on column dwh.feit_prestatie.productperiode_eind is
'Laatste dag waarover de regel gaat. Bron: ProductPeriode/Einddatum.';

create table dwh.feit_bevinding (
    gemeente_sk bigint not null,
    client_sk bigint not null,
    aanbieder_sk bigint not null,
    product_sk bigint not null,
    bevinding_sk bigint not null,
    keten_sk bigint null,
    wet text not null,
    gemeentecode char(4) not null,
    agb_code char(8) not null,
    regelcode text not null,
    ernst text not null,
    berichtsoort text not null,
    bericht_identificatie text null,
    regelnummer integer null,
    toewijzingnummer bigint null,
    toelichting text not null,
    status text not null,
    eerst_gezien_op timestamptz not null,
    laatst_gezien_op timestamptz not null,
    constraint feit_bevinding_wet_check check (wet in ('wmo', 'jw')),
    constraint feit_bevinding_ernst_check check (ernst in ('R', 'P', 'D')),
    constraint feit_bevinding_status_check check (status in ('open', 'opgelost', 'geaccepteerd')),
    constraint feit_bevinding_gezien_check check (laatst_gezien_op >= eerst_gezien_op)
);

comment on table dwh.feit_bevinding is
'Een rij per bevinding: een record, bericht of toewijzing voldoet niet aan een regel. Een '
'bevinding die niet meer geldt blijft staan als opgelost.';
comment on column dwh.feit_bevinding.gemeente_sk is
'Gemeente: dim_gemeente.';
comment on column dwh.feit_bevinding.client_sk is
'Persoon, gepseudonimiseerd: dim_client.';
comment on column dwh.feit_bevinding.aanbieder_sk is
'Aanbieder: dim_aanbieder.';
comment on column dwh.feit_bevinding.product_sk is
'Product: dim_product; een rij per wet, ook voor geen product (generiek).';
comment on column dwh.feit_bevinding.bevinding_sk is
'Sleutel: hash van regel, keten en record, of wat de bevinding verder onderscheidt.';
comment on column dwh.feit_bevinding.keten_sk is
'Keten van het record of de toewijzing. Leeg: de bevinding gaat over een geweigerd bericht '
'(TR056).';
comment on column dwh.feit_bevinding.wet is
'Wet: wmo of jw. Bron: namespace van het bericht.';
comment on column dwh.feit_bevinding.gemeentecode is
'CBS-code van de gemeente, 4 cijfers. Bron: Afzender of Ontvanger in de header.';
comment on column dwh.feit_bevinding.agb_code is
'AGB-code van de aanbieder, 8 cijfers. Bron: Afzender of Ontvanger in de header.';
comment on column dwh.feit_bevinding.regelcode is
'Regel waarop de bevinding berust: dim_regel.';
comment on column dwh.feit_bevinding.ernst is
'R officiele grond voor afkeur, P officiele plicht zonder afkeur, D eigen signaal.';
comment on column dwh.feit_bevinding.berichtsoort is
'Soort bericht waarover het gaat; 301 als de bevinding bij de toewijzing hoort.';
comment on column dwh.feit_bevinding.bericht_identificatie is
'Bericht waarover het gaat. Leeg: bij de toewijzing. Bron: Identificatie.';
comment on column dwh.feit_bevinding.regelnummer is
'Hoeveelste product of regel in het bericht. Leeg: bij de toewijzing of het hele bericht.';
comment on column dwh.feit_bevinding.toewijzingnummer is
'Toewijzingnummer van het record of de toewijzing. Leeg: taakgericht of het hele bericht.';
comment on column dwh.feit_bevinding.toelichting is
'Wat er is gevonden tegenover wat werd verwacht; zonder persoonsgegevens.';
comment on column dwh.feit_bevinding.status is
'open, opgelost (geldt niet meer) of geaccepteerd (door een medewerker).';
comment on column dwh.feit_bevinding.eerst_gezien_op is
'Peildatum van de run die de bevinding het eerst zag, 0 uur UTC.';
comment on column dwh.feit_bevinding.laatst_gezien_op is
'Peildatum van de laatste run die de keten herberekende en de bevinding zag, 0 uur UTC.';
