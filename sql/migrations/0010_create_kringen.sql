-- Makes room for rules that look at a dossier, a message or a mark: what is queued and how long it
-- holds gets a kring, findings get an end, verdicts a reason, and rules the lists that they need.
-- Not idempotent: runs once, as a numbered migration.

create function landing.berichtkring(identiteit uuid) returns bigint
language sql immutable strict parallel safe
return concat('x', encode(substring(uuid_send(identiteit) from 1 for 8), 'hex'))::bit(64)::bigint
| (-9223372036854775808)::bigint;
comment on function landing.berichtkring(uuid) is
'Sleutel van de bevindingen over een bericht: negatief, de eerste 64 bits van zijn identiteit met '
'het tekenbit gezet.';

create function landing.kenmerk(soort text, wet text, agb_code text, nummer text) returns bigint
language sql immutable strict parallel safe
return concat(
    'x',
    encode(
        substring(
            sha256(
                convert_to(soort || wet, 'UTF8')
                || int8send(agb_code::bigint)
                || convert_to(nummer, 'UTF8')
            ) from 1 for 8
        ), 'hex'
    )
)::bit(64)::bigint | (-9223372036854775808)::bigint;
comment on function landing.kenmerk(text, text, text, text) is
'Sleutel van een kenmerk, zoals landing.prestatie.referentie_sk (soort referentie), '
'landing.declaratie.kenmerk_sk (declaratie) en landing.verzoek.kenmerk_sk (verzoek_kenmerk).';

alter table landing.houdbaarheid
add column kring text not null default 'keten',
drop constraint houdbaarheid_pkey,
add constraint houdbaarheid_pkey primary key (keten, kring),
add constraint houdbaarheid_kring_check check (
    kring in ('keten', 'dossier', 'bericht', 'kenmerk')
);

comment on table landing.houdbaarheid is
'Een rij per groep ketens, dossier of bericht waarvan de uitkomst door het verstrijken van dagen '
'kan veranderen (OP295, OP090 en andere regels met een termijn). Buiten deze peildata rekent een '
'run haar opnieuw uit.';
comment on column landing.houdbaarheid.keten is
'Kleinste keten van de groep (een groep is meestal een keten), of sleutel van de kring.';
comment on column landing.houdbaarheid.kring is
'Wat de rij betreft: keten, dossier, bericht of kenmerk.';

create table landing.geraakt_kring (
    kring text not null,
    sleutel bigint not null,
    taak_id bigint not null,
    constraint geraakt_kring_pkey primary key (sleutel, kring, taak_id),
    constraint geraakt_kring_kring_check check (kring in ('dossier', 'bericht', 'kenmerk'))
);

comment on table landing.geraakt_kring is
'Wachtrij: dossiers, berichten en kenmerken waarvan rijen zijn verwijderd. Publiceren leegt haar.';
comment on column landing.geraakt_kring.kring is 'Soort: dossier, bericht of kenmerk.';
comment on column landing.geraakt_kring.sleutel is
'Sleutel van de kring die opnieuw beoordeeld moet worden.';
comment on column landing.geraakt_kring.taak_id is 'Taak die de rijen verwijderde.';

alter table dwh.feit_koppeling add column koppelreden text not null default '';

comment on column dwh.feit_koppeling.koppelreden is
'Waarom het oordeel zo is: een of meer redenen, gescheiden door een komma. Leeg als het record '
'zonder verschil is gekoppeld.';

alter table dwh.feit_bevinding
add column opgelost_op timestamptz null,
add column aantal_heropend integer not null default 0;

update dwh.feit_bevinding
set opgelost_op = feit_bevinding.laatst_gezien_op
where feit_bevinding.status = 'opgelost';

comment on column dwh.feit_bevinding.opgelost_op is
'Peildatum van de run die zag dat de bevinding niet meer geldt, 0 uur UTC; nooit voor '
'laatst_gezien_op. Leeg: niet opgelost.';
comment on column dwh.feit_bevinding.aantal_heropend is
'Hoe vaak de bevinding opnieuw open ging: zij was opgelost en geldt weer, of zij was geaccepteerd '
'en de gegevens veranderden.';
comment on column dwh.feit_bevinding.keten_sk is
'Keten van het record of de toewijzing; bij een regel over een dossier, een bericht of een kenmerk '
'(dim_regel.kring) de sleutel daarvan. Leeg: de bevinding gaat over een geweigerd bericht (TR056).';
comment on column dwh.feit_bevinding.client_sk is
'Persoon, gepseudonimiseerd: dim_client; 0 als de bevinding over een bericht gaat.';
comment on column dwh.feit_bevinding.product_sk is
'Product: dim_product; een rij per wet, ook voor geen product (generiek); 0 als de bevinding over '
'een bericht gaat.';
comment on column dwh.feit_bevinding.regelnummer is
'Hoeveelste product of regel in het bericht. Leeg: het gaat over de toewijzing of het hele '
'bericht.';
comment on column dwh.feit_bevinding.status is
'open, opgelost (geldt niet meer) of geaccepteerd (door een medewerker, zolang de gegevens '
'dezelfde blijven).';
comment on column dwh.feit_bevinding.laatst_gezien_op is
'Peildatum van de laatste run die de keten of kring herberekende en de bevinding zag, 0 uur UTC.';

alter table dwh.dim_regel
add column kring text not null default '',
add column nodig text null;

comment on column dwh.dim_regel.kring is
'Waar de regel naar kijkt: keten, dossier, bericht, kenmerk of poort (bij het inlezen). Leeg: '
'onbekend.';
comment on column dwh.dim_regel.nodig is
'Lijst zonder welke de regel niet is te toetsen: productlijst, contract_tarief of gemeentelijst. '
'Leeg: geen.';

create table ref.productlijst (
    wet text not null,
    productcategorie text not null,
    productcode text not null,
    geldig_van date null,
    geldig_tot date null,
    constraint productlijst_key unique nulls not distinct (
        wet, productcategorie, productcode, geldig_van
    ),
    constraint productlijst_wet_check check (wet in ('wmo', 'jw')),
    constraint productlijst_geldig_check check (geldig_van <= geldig_tot)
);

comment on table ref.productlijst is
'Een rij per productcode die bij een categorie hoort, per geldigheid. Gevuld door sluis '
'referentie laden; leeg: TR381 is niet te toetsen.';
comment on column ref.productlijst.wet is 'Wet: wmo of jw.';
comment on column ref.productlijst.productcategorie is 'Code van de categorie, 2 cijfers.';
comment on column ref.productlijst.productcode is 'Code van het product, 5 tekens.';
comment on column ref.productlijst.geldig_van is 'Eerste dag. Leeg: geen ondergrens.';
comment on column ref.productlijst.geldig_tot is 'Laatste dag. Leeg: geldt nog.';

create table ref.contract_tarief (
    wet text not null,
    gemeentecode text not null,
    agb_code text not null,
    productcategorie text not null,
    productcode text not null,
    eenheid text not null,
    tarief_eurocent bigint not null,
    geldig_van date null,
    geldig_tot date null,
    constraint contract_tarief_key unique nulls not distinct (
        wet, gemeentecode, agb_code, productcategorie, productcode, eenheid, geldig_van
    ),
    constraint contract_tarief_wet_check check (wet in ('wmo', 'jw')),
    constraint contract_tarief_geldig_check check (geldig_van <= geldig_tot)
);

comment on table ref.contract_tarief is
'Een rij per tarief dat een gemeente met een aanbieder heeft afgesproken, per geldigheid. Gevuld '
'door sluis referentie laden; leeg: TR418 is niet te toetsen.';
comment on column ref.contract_tarief.wet is 'Wet: wmo of jw.';
comment on column ref.contract_tarief.gemeentecode is 'CBS-code van de gemeente, 4 cijfers.';
comment on column ref.contract_tarief.agb_code is 'AGB-code van de aanbieder, 8 cijfers.';
comment on column ref.contract_tarief.productcategorie is 'Code van de categorie, 2 cijfers.';
comment on column ref.contract_tarief.productcode is 'Code van het product, 5 tekens.';
comment on column ref.contract_tarief.eenheid is 'Eenheid waarvoor het tarief geldt, 2 cijfers.';
comment on column ref.contract_tarief.tarief_eurocent is 'Tarief per eenheid, eurocent.';
comment on column ref.contract_tarief.geldig_van is 'Eerste dag. Leeg: geen ondergrens.';
comment on column ref.contract_tarief.geldig_tot is 'Laatste dag. Leeg: geldt nog.';

create table ref.gemeentelijst (
    gemeentecode text not null,
    geldig_van date null,
    geldig_tot date null,
    constraint gemeentelijst_key unique nulls not distinct (gemeentecode, geldig_van),
    constraint gemeentelijst_geldig_check check (geldig_van <= geldig_tot)
);

comment on table ref.gemeentelijst is
'Een rij per gemeentecode van het CBS, nu en vroeger, per geldigheid. Gevuld door sluis referentie '
'laden; leeg: TR378 is niet te toetsen.';
comment on column ref.gemeentelijst.gemeentecode is 'CBS-code van de gemeente, 4 cijfers.';
comment on column ref.gemeentelijst.geldig_van is 'Eerste dag. Leeg: geen ondergrens.';
comment on column ref.gemeentelijst.geldig_tot is 'Laatste dag. Leeg: de gemeente bestaat nog.';
