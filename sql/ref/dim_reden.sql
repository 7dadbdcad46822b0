-- Fills dwh.dim_reden: the code lists of reasons and answers, in our own words.
-- Grain: list, law and code. Lists that both laws share are written once.
-- Idempotent: writes only what differs.

with per_wet (lijst, wet, code, omschrijving, groep, release_van, release_tot) as (
    values
        ('reden_beeindiging', 'wmo', '02', 'De client is overleden', 'client', null, null),
        ('reden_beeindiging', 'wmo', '19', 'Afgerond zoals gepland', 'volgens plan', null, null),
        ('reden_beeindiging', 'wmo', '20', 'Tijdelijk onderbroken', 'tijdelijk', null, null),
        ('reden_beeindiging', 'wmo', '21', 'De client stopt zelf', 'voortijdig', null, null),
        ('reden_beeindiging', 'wmo', '22', 'De aanbieder stopt zelf', 'voortijdig', null, null),
        ('reden_beeindiging', 'wmo', '23', 'In overleg eerder gestopt', 'voortijdig', null, null),
        ('reden_beeindiging', 'wmo', '31', 'De client verhuist naar een andere gemeente', 'client', null, null),
        ('reden_beeindiging', 'wmo', '36', 'De gemeente laat stoppen', 'gemeente', null, null),
        ('reden_beeindiging', 'wmo', '37', 'Gestopt door een verzoek om wijziging', 'administratief', null, null),
        ('reden_beeindiging', 'wmo', '38', 'De client gaat naar een andere aanbieder', 'overstap', '3.1', null),
        ('reden_beeindiging', 'wmo', '39', 'De client gaat verder onder een andere wet', 'overstap', '3.1', null),
        ('reden_beeindiging', 'jw', '02', 'De jeugdige is overleden', 'client', null, null),
        ('reden_beeindiging', 'jw', '20', 'Tijdelijk onderbroken', 'tijdelijk', null, null),
        ('reden_beeindiging', 'jw', '31', 'Afgerond zoals gepland', 'volgens plan', null, null),
        ('reden_beeindiging', 'jw', '32', 'De jeugdige of de ouders stoppen zelf', 'voortijdig', null, null),
        ('reden_beeindiging', 'jw', '33', 'De aanbieder stopt zelf', 'voortijdig', null, null),
        ('reden_beeindiging', 'jw', '34', 'In overleg eerder gestopt', 'voortijdig', null, null),
        ('reden_beeindiging', 'jw', '35', 'Eerder gestopt door omstandigheden van buiten', 'voortijdig', null, null),
        ('reden_beeindiging', 'jw', '36', 'De gemeente laat stoppen', 'gemeente', null, null),
        ('reden_beeindiging', 'jw', '37', 'Gestopt door een verzoek om wijziging', 'administratief', null, null),
        ('reden_beeindiging', 'jw', '38', 'De jeugdige gaat naar een andere aanbieder', 'overstap', '3.1', null),
        ('reden_beeindiging', 'jw', '39', 'De jeugdige gaat verder onder een andere wet', 'overstap', '3.1', null),
        ('reden_wijziging', 'wmo', '01', 'Administratieve correctie, oude code', 'administratief', null, '3.1'),
        ('reden_wijziging', 'wmo', '02', 'De client is overleden', 'client', null, null),
        ('reden_wijziging', 'wmo', '03', 'Het contract is gewijzigd', 'contract', null, null),
        ('reden_wijziging', 'wmo', '04', 'Na herbeoordeling verlengd', 'herbeoordeling', null, null),
        ('reden_wijziging', 'wmo', '05', 'Na herbeoordeling verkort', 'herbeoordeling', null, null),
        ('reden_wijziging', 'wmo', '06', 'De client gaat verder onder een andere wet', 'overstap', null, null),
        ('reden_wijziging', 'wmo', '07', 'De client verhuist naar een andere gemeente', 'client', null, null),
        ('reden_wijziging', 'wmo', '08', 'Andere leveringsvorm (zorg in natura of pgb)', 'herbeoordeling', null, null),
        ('reden_wijziging', 'wmo', '09', 'De client gaat naar een andere aanbieder', 'overstap', null, null),
        ('reden_wijziging', 'wmo', '10', 'Nieuwe manier van bekostigen', 'contract', null, null),
        ('reden_wijziging', 'wmo', '11', 'De gemeente is heringedeeld', 'gemeente', null, null),
        ('reden_wijziging', 'wmo', '12', 'Op verzoek van de aanbieder', 'aanbieder', null, null),
        ('reden_wijziging', 'wmo', '13', 'De toewijzing is verwijderd', 'administratief', '3.1', null),
        ('reden_wijziging', 'wmo', '14', 'Administratieve correctie', 'administratief', '3.1', null),
        ('reden_wijziging', 'jw', '01', 'Administratieve correctie, oude code', 'administratief', null, '3.1'),
        ('reden_wijziging', 'jw', '02', 'De client is overleden', 'client', null, null),
        ('reden_wijziging', 'jw', '03', 'Het contract is gewijzigd', 'contract', null, null),
        ('reden_wijziging', 'jw', '04', 'Na herbeoordeling verlengd', 'herbeoordeling', null, null),
        ('reden_wijziging', 'jw', '05', 'Na herbeoordeling verkort', 'herbeoordeling', null, null),
        ('reden_wijziging', 'jw', '06', 'De client gaat verder onder een andere wet', 'overstap', null, null),
        ('reden_wijziging', 'jw', '07', 'De client verhuist naar een andere gemeente', 'client', null, null),
        ('reden_wijziging', 'jw', '08', 'Andere leveringsvorm (zorg in natura of pgb)', 'herbeoordeling', null, null),
        ('reden_wijziging', 'jw', '09', 'De client gaat naar een andere aanbieder', 'overstap', null, null),
        ('reden_wijziging', 'jw', '10', 'Nieuwe manier van bekostigen', 'contract', null, null),
        ('reden_wijziging', 'jw', '11', 'De gemeente is heringedeeld', 'gemeente', null, null),
        ('reden_wijziging', 'jw', '12', 'Op verzoek van de aanbieder', 'aanbieder', null, null),
        ('reden_wijziging', 'jw', '13', 'De toewijzing is verwijderd', 'administratief', '3.1', null),
        ('reden_wijziging', 'jw', '14', 'Administratieve correctie', 'administratief', '3.1', null)
),

gedeeld (lijst, code, omschrijving, groep, release_van) as (
    values
        ('reden_afwijzing', '1', 'Dit is een nieuwe aanvraag, geen wijziging', 'procedure', null),
        ('reden_afwijzing', '2', 'Het budget is te klein', 'contract', null),
        ('reden_afwijzing', '3', 'Er is geen contract met de aanbieder', 'contract', null),
        ('reden_afwijzing', '4', 'Het valt buiten het contract', 'contract', null),
        ('reden_afwijzing', '5', 'Een andere gemeente is verantwoordelijk', 'gemeente', null),
        ('reden_afwijzing', '6', 'Het stapelt op andere hulp', 'inhoud', null),
        ('reden_afwijzing', '7', 'Inhoudelijk niet passend', 'inhoud', null),
        ('reden_afwijzing', '8', 'Volgens het woonplaatsbeginsel hoort het elders', 'gemeente', null),
        ('reden_afwijzing', '9', 'De leeftijdsgrens is bereikt', 'inhoud', null),
        ('retourcode', '0001', 'Het bericht is technisch onjuist', 'techniek', null),
        ('retourcode', '0200', 'In orde', 'goed', null),
        ('retourcode', '0233', 'Niet beoordeeld', 'goed', null),
        ('retourcode', '0611', 'Het tarief is niet dat van het contract', 'declaratie', null),
        ('retourcode', '8001', 'De hele declaratie is goedgekeurd', 'goed', null),
        ('retourcode', '8017', 'Er is geen debet bij deze credit', 'declaratie', null),
        ('retourcode', '8021', 'Dit referentienummer is al gebruikt', 'declaratie', null),
        ('retourcode', '8187', 'De prestatie hoort niet bij deze client', 'declaratie', null),
        ('retourcode', '8214', 'De declaratieperiode sluit niet aan op de vorige', 'declaratie', null),
        ('retourcode', '8848', 'De dagtekening ligt in de toekomst', 'techniek', null),
        ('retourcode', '9019', 'Er is geen toewijzing bij dit bericht', 'koppeling', null),
        ('retourcode', '9056', 'De identificatie is al gebruikt door deze afzender', 'techniek', null),
        ('retourcode', '9063', 'Er is geen eerder bericht om op voort te bouwen', 'volgorde', null),
        ('retourcode', '9069', 'Er is geen lopende start met deze sleutel', 'volgorde', null),
        ('retourcode', '9071', 'De start kan niet weg: er is al een stop', 'volgorde', null),
        ('retourcode', '9074', 'Er is al een bericht met deze sleutel', 'volgorde', null),
        ('retourcode', '9307', 'De prestatie begint buiten de toewijzing', 'periode', null),
        ('retourcode', '9308', 'De prestatie eindigt buiten de toewijzing', 'periode', null),
        ('retourcode', '9319', 'De productperiode valt buiten de declaratieperiode', 'periode', null),
        ('retourcode', '9321', 'Het volume is groter dan toegewezen', 'volume', null),
        ('retourcode', '9322', 'De volumes samen zijn groter dan toegewezen', 'volume', null),
        ('retourcode', '9326', 'De vorige levering is nog niet gestopt', 'volgorde', null),
        ('retourcode', '9332', 'Het toewijzingnummer is niet uniek binnen de wet', 'koppeling', null),
        ('retourcode', '9333', 'Het declaratienummer is al gebruikt', 'declaratie', null),
        ('retourcode', '9338', 'De prestatie hoort bij geen toewijzing', 'koppeling', null),
        ('retourcode', '9339', 'De productcategorie is niet die van de toewijzing', 'koppeling', null),
        ('retourcode', '9340', 'De productcode is niet die van de toewijzing', 'koppeling', null),
        ('retourcode', '9341', 'De eenheid past niet bij de toewijzing', 'koppeling', null),
        ('retourcode', '9346', 'Het bedrag is niet volume maal tarief', 'declaratie', null),
        ('retourcode', '9347', 'De referentie van de aanbieder is al gebruikt', 'verzoek', null),
        ('retourcode', '9349', 'Het verzoek om wijziging noemt niet alle lopende producten', 'verzoek', null),
        ('retourcode', '9350', 'Het ongewijzigde product hoort bij geen lopende toewijzing', 'verzoek', null),
        ('retourcode', '9351', 'Het te wijzigen product hoort bij geen lopende toewijzing', 'verzoek', null),
        ('retourcode', '9355', 'Er is geen verzoek met deze referentie', 'verzoek', null),
        ('retourcode', '9357', 'De gewenste ingangsdatum ligt te vroeg', 'verzoek', null),
        ('retourcode', '9359', 'Het verzoek met deze referentie is al toegewezen', 'verzoek', null),
        ('retourcode', '9360', 'Er is al gemeld dat het verzoek in onderzoek is', 'verzoek', null),
        ('retourcode', '9361', 'Hetzelfde product staat er meer dan eens in, met overlap', 'verzoek', null),
        ('retourcode', '9365', 'Het verzoek met deze referentie is al beantwoord', 'verzoek', null),
        ('retourcode', '9366', 'De productreferentie staat niet in de declaratie', 'declaratie', null),
        ('retourcode', '9367', 'De waarde is niet die van het heenbericht', 'techniek', null),
        ('retourcode', '9369', 'De declaraties samen passen niet in het budget', 'volume', null),
        ('retourcode', '9373', 'Bij een ander budget hoort de lopende ingangsdatum', 'verzoek', null),
        ('retourcode', '9374', 'Er loopt al een verzoek', 'verzoek', null),
        ('retourcode', '9375', 'Een toewijzing zonder product heeft geen omvang', 'verzoek', null),
        ('retourcode', '9379', 'De referentie hoort bij geen verzoek', 'verzoek', '3.1'),
        ('retourcode', '9384', 'Gedeclareerd op een verwijderde toewijzing', 'koppeling', '3.1'),
        ('retourcode', '9385', 'Op de toewijzing zijn al regels goedgekeurd', 'koppeling', '3.1'),
        ('retourcode', '9387', 'De productperiode begint niet op de eerste van de maand', 'periode', '3.1'),
        ('retourcode', '9388', 'De productperiode eindigt niet op de laatste van de maand', 'periode', '3.1'),
        ('retourcode', '9389', 'Er is al een debet zonder credit', 'declaratie', '3.1'),
        ('retourcode', '9390', 'Er is al een credit met deze productreferentie', 'declaratie', '3.1'),
        ('retourcode', '9411', 'De omvang ontbreekt bij een specifieke toewijzing', 'verzoek', '3.1'),
        ('retourcode', '9412', 'Een toewijzing zonder productcode heeft geen omvang', 'verzoek', '3.1'),
        ('retourcode', '9413', 'Er is al een tijdelijke stop', 'volgorde', '3.2'),
        ('retourcode', '9414', 'De einddatum ligt voor die van de vorige stop', 'volgorde', '3.2'),
        ('retourcode', '9415', 'Er is al een definitieve stop', 'volgorde', '3.2'),
        ('retourcode', 'S300', 'De gemeentecode bestaat niet', 'techniek', null),
        ('retourcode', 'S329', 'De productcode hoort niet bij de categorie', 'techniek', null)
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
        groep,
        release_van,
        release_tot
    from per_wet
    union all
    select
        gedeeld.lijst,
        wet.wet,
        gedeeld.code,
        gedeeld.omschrijving,
        gedeeld.groep,
        gedeeld.release_van,
        null as release_tot
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
    reden.release_van,
    reden.release_tot
from reden
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
