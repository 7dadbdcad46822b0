-- Creates landing: every accepted record once, typed and pseudonymised.
-- Grain: see the comment on each table. Keys begin with bestand_id, which rises: they cost a COPY
-- little. The other indexes stand in sql/landing/indexes.sql: a first load builds them afterwards.
-- No foreign keys: a message and its rows are one transaction.
-- Not idempotent: runs once, as a numbered migration.

create schema landing;

comment on schema landing is
'Elk geaccepteerd record, een keer, ongewijzigd en gepseudonimiseerd. Alles in dwh is hieruit '
'te berekenen.';

create table landing.bericht (
    bestand_id bigint not null,
    taak_id bigint not null,
    identiteit uuid not null,
    betreft uuid null,
    wet text not null,
    berichtsoort text not null,
    release text not null,
    gemeentecode text not null,
    agb_code text not null,
    afzender text not null,
    ontvanger text not null,
    identificatie text not null,
    betreft_identificatie text null,
    oordeel text null,
    retourcodes text[] not null,
    inhoud uuid not null,
    aantal_regels integer null,
    dagtekening date not null,
    betreft_dagtekening date null,
    ontvangen_op timestamptz not null,
    constraint bericht_pkey primary key (bestand_id),
    constraint bericht_identiteit_key unique (identiteit),
    constraint bericht_wet_check check (wet in ('wmo', 'jw')),
    constraint bericht_oordeel_check check (oordeel in ('geaccepteerd', 'afgewezen')),
    constraint bericht_betreft_check check (
        (betreft is null) = (betreft_identificatie is null)
        and (betreft is null) = (oordeel is null)
    )
);

comment on table landing.bericht is
'Een rij per geladen bericht: wat de header zegt. Een bestand is een bericht.';
comment on column landing.bericht.bestand_id is
'Bestand met het bericht: beheer.bestand. Sleutel van het bericht in landing.';
comment on column landing.bericht.taak_id is 'Taak die de rij heeft geladen: beheer.taak.';
comment on column landing.bericht.identiteit is
'Vingerafdruk van wat uniek moet zijn (TR056): wet, berichtsoort, afzender en Identificatie; '
'bij een retour ook ontvanger en het beantwoorde bericht.';
comment on column landing.bericht.betreft is
'Identiteit van het bericht dat hiermee wordt beantwoord. Leeg bij een heenbericht.';
comment on column landing.bericht.wet is 'Wet: wmo of jw. Bron: namespace van het bericht.';
comment on column landing.bericht.berichtsoort is 'Berichtsoort, 3 cijfers. Bron: BerichtCode.';
comment on column landing.bericht.release is
'Release van de standaard, bijvoorbeeld 3.2. Bron: BerichtVersie en BerichtSubversie.';
comment on column landing.bericht.gemeentecode is
'Gemeente uit de header: Afzender of Ontvanger, 4 cijfers.';
comment on column landing.bericht.agb_code is
'Aanbieder uit de header: Afzender of Ontvanger, 8 cijfers.';
comment on column landing.bericht.afzender is
'Afzender als in de header: gemeente (4 cijfers) of aanbieder (8 cijfers). Bron: Afzender.';
comment on column landing.bericht.ontvanger is
'Ontvanger als in de header: gemeente (4 cijfers) of aanbieder (8 cijfers). Bron: Ontvanger.';
comment on column landing.bericht.identificatie is
'Nummer van het bericht bij de afzender. Bron: Identificatie; bij een retour '
'IdentificatieRetour.';
comment on column landing.bericht.betreft_identificatie is
'Nummer van het beantwoorde bericht. Leeg bij een heenbericht. Bron: Identificatie in het '
'antwoord.';
comment on column landing.bericht.oordeel is
'Oordeel van een antwoord over het hele bericht: geaccepteerd of afgewezen. Leeg bij een '
'heenbericht.';
comment on column landing.bericht.retourcodes is
'Alle retourcodes in het antwoord, verschillend en gesorteerd. Bron: RetourCode.';
comment on column landing.bericht.inhoud is 'Vingerafdruk van de hele inhoud, los van opmaak.';
comment on column landing.bericht.aantal_regels is
'Aantal producten of regels in het bericht, geweigerde meegeteld. Leeg bij een retour.';
comment on column landing.bericht.dagtekening is
'Datum van het bericht. Bron: Dagtekening; bij een retour DagtekeningRetour.';
comment on column landing.bericht.betreft_dagtekening is
'Datum van het beantwoorde bericht. Leeg bij een heenbericht. Bron: Dagtekening in het '
'antwoord.';
comment on column landing.bericht.ontvangen_op is
'Tijd van laatste wijziging van het bestand, UTC: het moment van ontvangst voor zover de map dat '
'bewaart.';

create table landing.client (
    bestand_id bigint not null,
    clientsleutel uuid not null,
    geslacht text not null,
    geboortejaar smallint null,
    constraint client_geslacht_check check (geslacht in ('0', '1', '2'))
);

create index client_bestand_id_idx on landing.client (bestand_id);

comment on table landing.client is
'Een rij per persoon per 301, 305 of 307: wat het bericht over de persoon zegt. Namen en '
'adressen worden niet gelezen.';
comment on column landing.client.bestand_id is 'Bestand waaruit de rij komt: beheer.bestand.';
comment on column landing.client.clientsleutel is
'Pseudoniem van de persoon. Bron: Client/Bsn, die zelf niet wordt bewaard.';
comment on column landing.client.geslacht is
'Geslacht: 0 onbekend, 1 man, 2 vrouw. Bron: Client/Geslacht.';
comment on column landing.client.geboortejaar is
'Geboortejaar. Leeg: onbekend. Bron: Client/Geboortedatum; dag en maand worden niet bewaard.';

create table landing.toewijzing (
    keten bigint not null,
    bestand_id bigint not null,
    regel integer not null,
    taak_id bigint not null,
    wet text not null,
    gemeentecode text not null,
    agb_code text not null,
    toewijzingnummer bigint not null,
    clientsleutel uuid not null,
    referentie_aanbieder text null,
    productcategorie text null,
    productcode text null,
    reden_wijziging text null,
    eenheid text null,
    frequentie text null,
    volume integer null,
    budget_eurocent bigint null,
    toewijzingsdatum date not null,
    toewijzingstijd time not null,
    ingangsdatum date not null,
    einddatum date null,
    constraint toewijzing_pkey primary key (bestand_id, regel),
    constraint toewijzing_periode_check check (einddatum >= ingangsdatum)
);

comment on table landing.toewijzing is
'Een rij per ToegewezenProduct in een 301: een versie van een toewijzing.';
comment on column landing.toewijzing.keten is
'Keten: positief is wet, gemeente en ToewijzingNummer in een getal; negatief een groep zonder '
'nummer.';
comment on column landing.toewijzing.bestand_id is 'Bestand waaruit de rij komt: beheer.bestand.';
comment on column landing.toewijzing.regel is
'Hoeveelste product of regel in het bericht, vanaf 1.';
comment on column landing.toewijzing.taak_id is 'Taak die de rij heeft geladen: beheer.taak.';
comment on column landing.toewijzing.wet is 'Wet: wmo of jw. Bron: namespace van het bericht.';
comment on column landing.toewijzing.gemeentecode is
'Gemeente uit de header: Afzender of Ontvanger, 4 cijfers.';
comment on column landing.toewijzing.agb_code is
'Aanbieder uit de header: Afzender of Ontvanger, 8 cijfers.';
comment on column landing.toewijzing.toewijzingnummer is
'Nummer van de toewijzing. Bron: ToewijzingNummer.';
comment on column landing.toewijzing.clientsleutel is
'Pseudoniem van de persoon. Bron: Client/Bsn, die zelf niet wordt bewaard.';
comment on column landing.toewijzing.referentie_aanbieder is
'Kenmerk van het verzoek dat wordt gehonoreerd. Bron: ReferentieAanbieder.';
comment on column landing.toewijzing.productcategorie is
'Categorie van het product, 2 cijfers. Leeg: generiek. Bron: Product/Categorie.';
comment on column landing.toewijzing.productcode is
'Code van het product. Leeg: generiek of aspecifiek. Bron: Product/Code.';
comment on column landing.toewijzing.reden_wijziging is
'Reden van de wijziging, 2 cijfers. Bron: RedenWijziging.';
comment on column landing.toewijzing.eenheid is
'Eenheid van het volume, 2 cijfers. Leeg als er geen omvang is. Bron: Omvang/Eenheid.';
comment on column landing.toewijzing.frequentie is
'Per welke periode het volume geldt. Leeg als er geen omvang is. Bron: Omvang/Frequentie.';
comment on column landing.toewijzing.volume is
'Aantal eenheden per frequentie. Leeg als er geen omvang is. Bron: Omvang/Volume.';
comment on column landing.toewijzing.budget_eurocent is
'Budget in eurocent. Leeg als er geen budget is. Bron: Budget.';
comment on column landing.toewijzing.toewijzingsdatum is
'Datum van toewijzen. Bron: Toewijzingsdatum.';
comment on column landing.toewijzing.toewijzingstijd is
'Tijd van toewijzen, lokale tijd. Bron: Toewijzingstijd.';
comment on column landing.toewijzing.ingangsdatum is
'Eerste dag van de toewijzing. Bron: Ingangsdatum.';
comment on column landing.toewijzing.einddatum is
'Laatste dag van de toewijzing. Leeg: open einde. Bron: Einddatum.';

create table landing.start (
    keten bigint not null,
    bestand_id bigint not null,
    regel integer not null,
    taak_id bigint not null,
    wet text not null,
    gemeentecode text not null,
    agb_code text not null,
    toewijzingnummer bigint null,
    clientsleutel uuid not null,
    productcategorie text null,
    productcode text null,
    status_aanlevering text not null,
    toewijzing_ingangsdatum date null,
    begindatum date not null,
    constraint start_pkey primary key (bestand_id, regel),
    constraint start_status_aanlevering_check check (status_aanlevering in ('1', '3'))
);

comment on table landing.start is 'Een rij per StartProduct in een 305: de zorg is begonnen.';
comment on column landing.start.keten is
'Keten: positief is wet, gemeente en ToewijzingNummer in een getal; negatief een groep zonder '
'nummer.';
comment on column landing.start.bestand_id is 'Bestand waaruit de rij komt: beheer.bestand.';
comment on column landing.start.regel is 'Hoeveelste product of regel in het bericht, vanaf 1.';
comment on column landing.start.taak_id is 'Taak die de rij heeft geladen: beheer.taak.';
comment on column landing.start.wet is 'Wet: wmo of jw. Bron: namespace van het bericht.';
comment on column landing.start.gemeentecode is
'Gemeente uit de header: Afzender of Ontvanger, 4 cijfers.';
comment on column landing.start.agb_code is
'Aanbieder uit de header: Afzender of Ontvanger, 8 cijfers.';
comment on column landing.start.toewijzingnummer is
'Nummer van de toewijzing. Leeg: taakgericht. Bron: ToewijzingNummer.';
comment on column landing.start.clientsleutel is
'Pseudoniem van de persoon. Bron: Client/Bsn, die zelf niet wordt bewaard.';
comment on column landing.start.productcategorie is
'Categorie van het product, 2 cijfers. Leeg: generiek. Bron: Product/Categorie.';
comment on column landing.start.productcode is
'Code van het product. Leeg: generiek of aspecifiek. Bron: Product/Code.';
comment on column landing.start.status_aanlevering is
'1 eerste aanlevering, 3 verwijderen van een eerdere. Bron: StatusAanlevering.';
comment on column landing.start.toewijzing_ingangsdatum is
'Ingangsdatum van de toewijzing volgens dit bericht. Bron: ToewijzingIngangsdatum.';
comment on column landing.start.begindatum is 'Eerste dag van levering. Bron: Begindatum.';

create table landing.stop (
    keten bigint not null,
    bestand_id bigint not null,
    regel integer not null,
    taak_id bigint not null,
    wet text not null,
    gemeentecode text not null,
    agb_code text not null,
    toewijzingnummer bigint null,
    clientsleutel uuid not null,
    productcategorie text null,
    productcode text null,
    status_aanlevering text not null,
    reden_beeindiging text not null,
    toewijzing_ingangsdatum date null,
    begindatum date not null,
    einddatum date not null,
    constraint stop_pkey primary key (bestand_id, regel),
    constraint stop_status_aanlevering_check check (status_aanlevering in ('1', '3'))
);

comment on table landing.stop is
'Een rij per StopProduct in een 307: de zorg is gestopt of onderbroken. Mag eindigen voor het '
'begin (bevinding TR018).';
comment on column landing.stop.keten is
'Keten: positief is wet, gemeente en ToewijzingNummer in een getal; negatief een groep zonder '
'nummer.';
comment on column landing.stop.bestand_id is 'Bestand waaruit de rij komt: beheer.bestand.';
comment on column landing.stop.regel is 'Hoeveelste product of regel in het bericht, vanaf 1.';
comment on column landing.stop.taak_id is 'Taak die de rij heeft geladen: beheer.taak.';
comment on column landing.stop.wet is 'Wet: wmo of jw. Bron: namespace van het bericht.';
comment on column landing.stop.gemeentecode is
'Gemeente uit de header: Afzender of Ontvanger, 4 cijfers.';
comment on column landing.stop.agb_code is
'Aanbieder uit de header: Afzender of Ontvanger, 8 cijfers.';
comment on column landing.stop.toewijzingnummer is
'Nummer van de toewijzing. Leeg: taakgericht. Bron: ToewijzingNummer.';
comment on column landing.stop.clientsleutel is
'Pseudoniem van de persoon. Bron: Client/Bsn, die zelf niet wordt bewaard.';
comment on column landing.stop.productcategorie is
'Categorie van het product, 2 cijfers. Leeg: generiek. Bron: Product/Categorie.';
comment on column landing.stop.productcode is
'Code van het product. Leeg: generiek of aspecifiek. Bron: Product/Code.';
comment on column landing.stop.status_aanlevering is
'1 eerste aanlevering, 3 verwijderen van een eerdere. Bron: StatusAanlevering.';
comment on column landing.stop.reden_beeindiging is
'Reden van beeindiging, 2 cijfers; 20 is tijdelijk. Bron: RedenBeeindiging.';
comment on column landing.stop.toewijzing_ingangsdatum is
'Ingangsdatum van de toewijzing volgens dit bericht. Bron: ToewijzingIngangsdatum.';
comment on column landing.stop.begindatum is
'Eerste dag van de levering die stopt. Bron: Begindatum.';
comment on column landing.stop.einddatum is 'Laatste dag van levering. Bron: Einddatum.';

create table landing.declaratie (
    bestand_id bigint not null,
    taak_id bigint not null,
    declaratienummer text not null,
    totaal_eurocent bigint not null,
    periode_begin date not null,
    periode_eind date null,
    dagtekening date not null,
    constraint declaratie_pkey primary key (bestand_id)
);

comment on table landing.declaratie is 'Een rij per 323: de declaratie zonder haar regels.';
comment on column landing.declaratie.bestand_id is 'Bestand waaruit de rij komt: beheer.bestand.';
comment on column landing.declaratie.taak_id is 'Taak die de rij heeft geladen: beheer.taak.';
comment on column landing.declaratie.declaratienummer is
'Nummer van de declaratie bij de aanbieder. Bron: DeclaratieNummer.';
comment on column landing.declaratie.totaal_eurocent is
'Totaal volgens de declaratie in eurocent, credit negatief. Bron: TotaalIngediendBedrag.';
comment on column landing.declaratie.periode_begin is
'Eerste dag van de declaratieperiode. Bron: DeclaratiePeriode/Begindatum.';
comment on column landing.declaratie.periode_eind is
'Laatste dag van de declaratieperiode. Bron: DeclaratiePeriode/Einddatum.';
comment on column landing.declaratie.dagtekening is
'Datum van de declaratie. Bron: DeclaratieDagtekening.';

create table landing.prestatie (
    keten bigint not null,
    bestand_id bigint not null,
    regel integer not null,
    taak_id bigint not null,
    wet text not null,
    gemeentecode text not null,
    agb_code text not null,
    toewijzingnummer bigint not null,
    clientsleutel uuid not null,
    referentienummer text not null,
    vorig_referentienummer text null,
    productcategorie text not null,
    productcode text not null,
    eenheid text not null,
    debet_credit text not null,
    volume integer not null,
    tarief_eurocent bigint null,
    bedrag_eurocent bigint not null,
    periode_begin date not null,
    periode_eind date not null,
    constraint prestatie_pkey primary key (bestand_id, regel),
    constraint prestatie_debet_credit_check check (debet_credit in ('D', 'C')),
    constraint prestatie_periode_check check (periode_eind >= periode_begin)
);

comment on table landing.prestatie is 'Een rij per Prestatie in een 323: een declaratieregel.';
comment on column landing.prestatie.keten is
'Keten: positief is wet, gemeente en ToewijzingNummer in een getal; negatief een groep zonder '
'nummer.';
comment on column landing.prestatie.bestand_id is 'Bestand waaruit de rij komt: beheer.bestand.';
comment on column landing.prestatie.regel is 'Hoeveelste product of regel in het bericht, vanaf 1.';
comment on column landing.prestatie.taak_id is 'Taak die de rij heeft geladen: beheer.taak.';
comment on column landing.prestatie.wet is 'Wet: wmo of jw. Bron: namespace van het bericht.';
comment on column landing.prestatie.gemeentecode is
'Gemeente uit de header: Afzender of Ontvanger, 4 cijfers.';
comment on column landing.prestatie.agb_code is
'Aanbieder uit de header: Afzender of Ontvanger, 8 cijfers.';
comment on column landing.prestatie.toewijzingnummer is
'Nummer van de toewijzing. Bron: ToewijzingNummer.';
comment on column landing.prestatie.clientsleutel is
'Pseudoniem van de persoon. Bron: Client/Bsn, die zelf niet wordt bewaard.';
comment on column landing.prestatie.referentienummer is
'Nummer van de regel bij de aanbieder. Bron: ReferentieNummer.';
comment on column landing.prestatie.vorig_referentienummer is
'Nummer van de regel die met deze credit wordt teruggenomen. Bron: VorigReferentieNummer.';
comment on column landing.prestatie.productcategorie is
'Categorie van het product, 2 cijfers. Bron: ProductCategorie.';
comment on column landing.prestatie.productcode is 'Code van het product. Bron: ProductCode.';
comment on column landing.prestatie.eenheid is 'Eenheid van het volume, 2 cijfers. Bron: Eenheid.';
comment on column landing.prestatie.debet_credit is 'D debet of C credit. Bron: DebetCredit.';
comment on column landing.prestatie.volume is 'Geleverd aantal eenheden. Bron: GeleverdVolume.';
comment on column landing.prestatie.tarief_eurocent is
'Tarief per eenheid in eurocent. Leeg bij eenheid 83. Bron: ProductTarief.';
comment on column landing.prestatie.bedrag_eurocent is
'Bedrag in eurocent, credit negatief. Bron: IngediendBedrag.';
comment on column landing.prestatie.periode_begin is
'Eerste dag waarover is geleverd. Bron: ProductPeriode/Begindatum.';
comment on column landing.prestatie.periode_eind is
'Laatste dag waarover is geleverd. Bron: ProductPeriode/Einddatum.';

create table landing.declaratie_antwoord (
    bestand_id bigint not null,
    taak_id bigint not null,
    declaratienummer text not null,
    totaal_ingediend_eurocent bigint not null,
    totaal_toegekend_eurocent bigint not null,
    constraint declaratie_antwoord_pkey primary key (bestand_id)
);

comment on table landing.declaratie_antwoord is
'Een rij per 325 met een DeclaratieAntwoord: het antwoord op een declaratie zonder de regels.';
comment on column landing.declaratie_antwoord.bestand_id is
'Bestand waaruit de rij komt: beheer.bestand.';
comment on column landing.declaratie_antwoord.taak_id is
'Taak die de rij heeft geladen: beheer.taak.';
comment on column landing.declaratie_antwoord.declaratienummer is
'Nummer van de beantwoorde declaratie. Bron: DeclaratieNummer.';
comment on column landing.declaratie_antwoord.totaal_ingediend_eurocent is
'Ingediend totaal in eurocent, credit negatief. Bron: TotaalIngediendBedrag.';
comment on column landing.declaratie_antwoord.totaal_toegekend_eurocent is
'Toegekend totaal in eurocent, credit negatief. Bron: TotaalToegekendBedrag.';

create table landing.afgewezen_prestatie (
    keten bigint not null,
    bestand_id bigint not null,
    regel integer not null,
    taak_id bigint not null,
    betreft uuid not null,
    referentienummer text not null,
    vorig_referentienummer text null,
    retourcodes text[] not null,
    bedrag_eurocent bigint not null,
    constraint afgewezen_prestatie_pkey primary key (bestand_id, regel)
);

comment on table landing.afgewezen_prestatie is
'Een rij per Prestatie in een 325: een declaratieregel die is teruggestuurd.';
comment on column landing.afgewezen_prestatie.keten is
'Keten: positief is wet, gemeente en ToewijzingNummer in een getal; negatief een groep zonder '
'nummer.';
comment on column landing.afgewezen_prestatie.bestand_id is
'Bestand waaruit de rij komt: beheer.bestand.';
comment on column landing.afgewezen_prestatie.regel is
'Hoeveelste product of regel in het bericht, vanaf 1.';
comment on column landing.afgewezen_prestatie.taak_id is
'Taak die de rij heeft geladen: beheer.taak.';
comment on column landing.afgewezen_prestatie.betreft is
'Identiteit van de 323 waarin de regel stond: landing.bericht.';
comment on column landing.afgewezen_prestatie.referentienummer is
'Nummer van de 323-regel. Bron: ReferentieNummer.';
comment on column landing.afgewezen_prestatie.vorig_referentienummer is
'VorigReferentieNummer van de 323-regel. Leeg als die er geen had.';
comment on column landing.afgewezen_prestatie.retourcodes is
'Retourcodes van de regel en van zijn client, zonder 0200. Bron: RetourCode.';
comment on column landing.afgewezen_prestatie.bedrag_eurocent is
'Bedrag van de regel in eurocent, credit negatief. Bron: IngediendBedrag.';

create table landing.geraakt (
    keten bigint not null,
    taak_id bigint not null,
    constraint geraakt_pkey primary key (keten, taak_id)
);

comment on table landing.geraakt is
'Wachtrij: ketens waarvan rijen zijn verwijderd (TR056, opnieuw gelezen). Publiceren leegt '
'haar.';
comment on column landing.geraakt.keten is 'Keten die opnieuw berekend moet worden.';
comment on column landing.geraakt.taak_id is 'Taak die de rijen verwijderde.';

create table landing.geraakt_bericht (
    bestand_id bigint not null,
    taak_id bigint not null,
    constraint geraakt_bericht_pkey primary key (bestand_id, taak_id)
);

comment on table landing.geraakt_bericht is
'Wachtrij: berichten die uit landing zijn verwijderd of vervangen. Publiceren leegt haar.';
comment on column landing.geraakt_bericht.bestand_id is
'Bestand van het verwijderde of vervangen bericht.';
comment on column landing.geraakt_bericht.taak_id is 'Taak die het bericht verwijderde.';

create table landing.conflict (
    bestand_id bigint not null,
    identiteit uuid not null,
    wet text not null,
    berichtsoort text not null,
    gemeentecode text not null,
    agb_code text not null,
    identificatie text not null,
    inhoud uuid not null,
    dagtekening date not null,
    constraint conflict_pkey primary key (bestand_id)
);

create index conflict_identiteit_idx on landing.conflict (identiteit);

comment on table landing.conflict is
'Een rij per bericht dat is geweigerd met TR056: zelfde identificatie, andere inhoud.';
comment on column landing.conflict.bestand_id is 'Bestand met het geweigerde bericht.';
comment on column landing.conflict.identiteit is
'Identiteit die het deelt met het bericht dat blijft staan.';
comment on column landing.conflict.wet is 'Wet: wmo of jw. Bron: namespace van het bericht.';
comment on column landing.conflict.berichtsoort is 'Berichtsoort, 3 cijfers. Bron: BerichtCode.';
comment on column landing.conflict.gemeentecode is
'Gemeente uit de header: Afzender of Ontvanger, 4 cijfers.';
comment on column landing.conflict.agb_code is
'Aanbieder uit de header: Afzender of Ontvanger, 8 cijfers.';
comment on column landing.conflict.identificatie is
'Nummer van het bericht bij de afzender. Bron: Identificatie of IdentificatieRetour.';
comment on column landing.conflict.inhoud is 'Vingerafdruk van de hele inhoud, los van opmaak.';
comment on column landing.conflict.dagtekening is
'Datum van het bericht. Bron: Dagtekening of DagtekeningRetour.';
