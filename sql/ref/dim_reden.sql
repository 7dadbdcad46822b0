-- Fills dwh.dim_reden: the code lists of reasons and answers, in our own words.
-- Grain: list, law and code. What both laws share is written once, as are the releases in which a
-- code came or went.
-- Idempotent: writes only what differs.

with per_wet (lijst, wet, code, omschrijving, groep) as (
    values
    ('reden_beeindiging', 'wmo', '02', 'De client is overleden', 'client'),
    ('reden_beeindiging', 'wmo', '19', 'Afgerond zoals gepland', 'volgens plan'),
    ('reden_beeindiging', 'wmo', '20', 'Tijdelijk onderbroken', 'tijdelijk'),
    ('reden_beeindiging', 'wmo', '21', 'De client stopt zelf', 'voortijdig'),
    ('reden_beeindiging', 'wmo', '22', 'De aanbieder stopt zelf', 'voortijdig'),
    ('reden_beeindiging', 'wmo', '23', 'In overleg eerder gestopt', 'voortijdig'),
    ('reden_beeindiging', 'wmo', '31', 'De client verhuist naar een andere gemeente', 'client'),
    ('reden_beeindiging', 'wmo', '36', 'De gemeente laat stoppen', 'gemeente'),
    ('reden_beeindiging', 'wmo', '37', 'Gestopt door een verzoek om wijziging', 'administratief'),
    ('reden_beeindiging', 'wmo', '38', 'De client gaat naar een andere aanbieder', 'overstap'),
    ('reden_beeindiging', 'wmo', '39', 'De client gaat verder onder een andere wet', 'overstap'),
    ('reden_beeindiging', 'jw', '02', 'De jeugdige is overleden', 'client'),
    ('reden_beeindiging', 'jw', '20', 'Tijdelijk onderbroken', 'tijdelijk'),
    ('reden_beeindiging', 'jw', '31', 'Afgerond zoals gepland', 'volgens plan'),
    ('reden_beeindiging', 'jw', '32', 'De jeugdige of de ouders stoppen zelf', 'voortijdig'),
    ('reden_beeindiging', 'jw', '33', 'De aanbieder stopt zelf', 'voortijdig'),
    ('reden_beeindiging', 'jw', '34', 'In overleg eerder gestopt', 'voortijdig'),
    ('reden_beeindiging', 'jw', '35', 'Eerder gestopt door iets van buiten', 'voortijdig'),
    ('reden_beeindiging', 'jw', '36', 'De gemeente laat stoppen', 'gemeente'),
    ('reden_beeindiging', 'jw', '37', 'Gestopt door een verzoek om wijziging', 'administratief'),
    ('reden_beeindiging', 'jw', '38', 'De jeugdige gaat naar een andere aanbieder', 'overstap'),
    ('reden_beeindiging', 'jw', '39', 'De jeugdige gaat verder onder een andere wet', 'overstap')
),

gedeeld (lijst, code, omschrijving, groep) as (
    values
    ('reden_wijziging', '01', 'Administratieve correctie, oude code', 'administratief'),
    ('reden_wijziging', '02', 'De client is overleden', 'client'),
    ('reden_wijziging', '03', 'Het contract is gewijzigd', 'contract'),
    ('reden_wijziging', '04', 'Na herbeoordeling verlengd', 'herbeoordeling'),
    ('reden_wijziging', '05', 'Na herbeoordeling verkort', 'herbeoordeling'),
    ('reden_wijziging', '06', 'De client gaat verder onder een andere wet', 'overstap'),
    ('reden_wijziging', '07', 'De client verhuist naar een andere gemeente', 'client'),
    ('reden_wijziging', '08', 'Andere leveringsvorm (zorg in natura of pgb)', 'herbeoordeling'),
    ('reden_wijziging', '09', 'De client gaat naar een andere aanbieder', 'overstap'),
    ('reden_wijziging', '10', 'Nieuwe manier van bekostigen', 'contract'),
    ('reden_wijziging', '11', 'De gemeente is heringedeeld', 'gemeente'),
    ('reden_wijziging', '12', 'Op verzoek van de aanbieder', 'aanbieder'),
    ('reden_wijziging', '13', 'De toewijzing is verwijderd', 'administratief'),
    ('reden_wijziging', '14', 'Administratieve correctie', 'administratief'),
    ('reden_afwijzing', '1', 'Dit is een nieuwe aanvraag, geen wijziging', 'procedure'),
    ('reden_afwijzing', '2', 'Het budget is te klein', 'contract'),
    ('reden_afwijzing', '3', 'Er is geen contract met de aanbieder', 'contract'),
    ('reden_afwijzing', '4', 'Het valt buiten het contract', 'contract'),
    ('reden_afwijzing', '5', 'Een andere gemeente is verantwoordelijk', 'gemeente'),
    ('reden_afwijzing', '6', 'Het stapelt op andere hulp', 'inhoud'),
    ('reden_afwijzing', '7', 'Inhoudelijk niet passend', 'inhoud'),
    ('reden_afwijzing', '8', 'Volgens het woonplaatsbeginsel hoort het elders', 'gemeente'),
    ('reden_afwijzing', '9', 'De leeftijdsgrens is bereikt', 'inhoud'),
    ('retourcode', '0001', 'Het bericht is technisch onjuist', 'techniek'),
    ('retourcode', '0200', 'In orde', 'goed'),
    ('retourcode', '0233', 'Niet beoordeeld', 'goed'),
    ('retourcode', '0611', 'Het tarief is niet dat van het contract', 'declaratie'),
    ('retourcode', '8001', 'De hele declaratie is goedgekeurd', 'goed'),
    ('retourcode', '8017', 'Er is geen debet bij deze credit', 'declaratie'),
    ('retourcode', '8021', 'Dit referentienummer is al gebruikt', 'declaratie'),
    ('retourcode', '8187', 'De prestatie hoort niet bij deze client', 'declaratie'),
    ('retourcode', '8214', 'De declaratieperiode sluit niet aan op de vorige', 'declaratie'),
    ('retourcode', '8848', 'De dagtekening ligt in de toekomst', 'techniek'),
    ('retourcode', '9019', 'Er is geen toewijzing bij dit bericht', 'koppeling'),
    ('retourcode', '9056', 'De identificatie is al gebruikt door deze afzender', 'techniek'),
    ('retourcode', '9063', 'Er is geen eerder bericht om op voort te bouwen', 'volgorde'),
    ('retourcode', '9069', 'Er is geen lopende start met deze sleutel', 'volgorde'),
    ('retourcode', '9071', 'De start kan niet weg: er is al een stop', 'volgorde'),
    ('retourcode', '9074', 'Er is al een bericht met deze sleutel', 'volgorde'),
    ('retourcode', '9307', 'De prestatie begint buiten de toewijzing', 'periode'),
    ('retourcode', '9308', 'De prestatie eindigt buiten de toewijzing', 'periode'),
    ('retourcode', '9319', 'De productperiode valt buiten de declaratieperiode', 'periode'),
    ('retourcode', '9321', 'Het volume is groter dan toegewezen', 'volume'),
    ('retourcode', '9322', 'De volumes samen zijn groter dan toegewezen', 'volume'),
    ('retourcode', '9326', 'De vorige levering is nog niet gestopt', 'volgorde'),
    ('retourcode', '9332', 'Het toewijzingnummer is niet uniek binnen de wet', 'koppeling'),
    ('retourcode', '9333', 'Het declaratienummer is al gebruikt', 'declaratie'),
    ('retourcode', '9338', 'De prestatie hoort bij geen toewijzing', 'koppeling'),
    ('retourcode', '9339', 'De productcategorie is niet die van de toewijzing', 'koppeling'),
    ('retourcode', '9340', 'De productcode is niet die van de toewijzing', 'koppeling'),
    ('retourcode', '9341', 'De eenheid past niet bij de toewijzing', 'koppeling'),
    ('retourcode', '9346', 'Het bedrag is niet volume maal tarief', 'declaratie'),
    ('retourcode', '9347', 'De referentie van de aanbieder is al gebruikt', 'verzoek'),
    ('retourcode', '9349', 'Het verzoek om wijziging noemt niet alle lopende producten', 'verzoek'),
    ('retourcode', '9350', 'Het ongewijzigde product hoort bij geen lopende toewijzing', 'verzoek'),
    ('retourcode', '9351', 'Het te wijzigen product hoort bij geen lopende toewijzing', 'verzoek'),
    ('retourcode', '9355', 'Er is geen verzoek met deze referentie', 'verzoek'),
    ('retourcode', '9357', 'De gewenste ingangsdatum ligt te vroeg', 'verzoek'),
    ('retourcode', '9359', 'Het verzoek met deze referentie is al toegewezen', 'verzoek'),
    ('retourcode', '9360', 'Er is al gemeld dat het verzoek in onderzoek is', 'verzoek'),
    ('retourcode', '9361', 'Hetzelfde product staat er meer dan eens in, met overlap', 'verzoek'),
    ('retourcode', '9365', 'Het verzoek met deze referentie is al beantwoord', 'verzoek'),
    ('retourcode', '9366', 'De productreferentie staat niet in de declaratie', 'declaratie'),
    ('retourcode', '9367', 'De waarde is niet die van het heenbericht', 'techniek'),
    ('retourcode', '9369', 'De declaraties samen passen niet in het budget', 'volume'),
    ('retourcode', '9373', 'Bij een ander budget hoort de lopende ingangsdatum', 'verzoek'),
    ('retourcode', '9374', 'Er loopt al een verzoek', 'verzoek'),
    ('retourcode', '9375', 'Een toewijzing zonder product heeft geen omvang', 'verzoek'),
    ('retourcode', '9379', 'De referentie hoort bij geen verzoek', 'verzoek'),
    ('retourcode', '9384', 'Gedeclareerd op een verwijderde toewijzing', 'koppeling'),
    ('retourcode', '9385', 'Op de toewijzing zijn al regels goedgekeurd', 'koppeling'),
    ('retourcode', '9387', 'De productperiode begint niet op de eerste van de maand', 'periode'),
    ('retourcode', '9388', 'De productperiode eindigt niet op de laatste van de maand', 'periode'),
    ('retourcode', '9389', 'Er is al een debet zonder credit', 'declaratie'),
    ('retourcode', '9390', 'Er is al een credit met deze productreferentie', 'declaratie'),
    ('retourcode', '9411', 'De omvang ontbreekt bij een specifieke toewijzing', 'verzoek'),
    ('retourcode', '9412', 'Een toewijzing zonder productcode heeft geen omvang', 'verzoek'),
    ('retourcode', '9413', 'Er is al een tijdelijke stop', 'volgorde'),
    ('retourcode', '9414', 'De einddatum ligt voor die van de vorige stop', 'volgorde'),
    ('retourcode', '9415', 'Er is al een definitieve stop', 'volgorde'),
    ('retourcode', 'S300', 'De gemeentecode bestaat niet', 'techniek'),
    ('retourcode', 'S329', 'De productcode hoort niet bij de categorie', 'techniek')
),

versie (lijst, code, release_van, release_tot) as (
    values
    ('reden_beeindiging', '38', '3.1', null),
    ('reden_beeindiging', '39', '3.1', null),
    ('reden_wijziging', '01', null, '3.1'),
    ('reden_wijziging', '13', '3.1', null),
    ('reden_wijziging', '14', '3.1', null),
    ('retourcode', '9379', '3.1', null),
    ('retourcode', '9384', '3.1', null),
    ('retourcode', '9385', '3.1', null),
    ('retourcode', '9387', '3.1', null),
    ('retourcode', '9388', '3.1', null),
    ('retourcode', '9389', '3.1', null),
    ('retourcode', '9390', '3.1', null),
    ('retourcode', '9411', '3.1', null),
    ('retourcode', '9412', '3.1', null),
    ('retourcode', '9413', '3.2', null),
    ('retourcode', '9414', '3.2', null),
    ('retourcode', '9415', '3.2', null)
),

wet (wet) as (
    values ('wmo'), ('jw')
),

reden as (
    select
        lijst,
        wet,
        code,
        omschrijving,
        groep
    from per_wet
    union all
    select
        gedeeld.lijst,
        wet.wet,
        gedeeld.code,
        gedeeld.omschrijving,
        gedeeld.groep
    from gedeeld
    cross join wet
)

insert into dwh.dim_reden as oud (
    reden_sk, lijst, wet, code, omschrijving, groep, release_van, release_tot
)
select
    dwh.surrogaat(concat_ws('|', 'reden', reden.lijst, reden.wet, reden.code)) as reden_sk,
    reden.lijst,
    reden.wet,
    reden.code,
    reden.omschrijving,
    reden.groep,
    versie.release_van,
    versie.release_tot
from reden
left join versie on reden.lijst = versie.lijst and reden.code = versie.code
on conflict (reden_sk) do update
set
    omschrijving = excluded.omschrijving,
    groep = excluded.groep,
    release_van = excluded.release_van,
    release_tot = excluded.release_tot
where
    (oud.omschrijving, oud.groep, oud.release_van, oud.release_tot)
    is distinct from
    (excluded.omschrijving, excluded.groep, excluded.release_van, excluded.release_tot);
