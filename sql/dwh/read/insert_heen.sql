-- Gathers the heen messages of the touched chains, dossiers, messages and marks, with the answer
-- that counts: the one with the earliest Dagtekening.
with bron as (
    select toewijzing.bestand_id
    from pub_keten
    inner join landing.toewijzing as toewijzing on pub_keten.keten = toewijzing.keten
    union
    select start.bestand_id
    from pub_keten
    inner join landing.start as start on pub_keten.keten = start.keten
    union
    select stop.bestand_id
    from pub_keten
    inner join landing.stop as stop on pub_keten.keten = stop.keten
    union
    select prestatie.bestand_id
    from pub_keten
    inner join landing.prestatie as prestatie on pub_keten.keten = prestatie.keten
    union
    select verzoek.bestand_id
    from pub_keten
    inner join landing.verzoek as verzoek on pub_keten.keten = verzoek.keten
    union
    select antwoord_319.bestand_id
    from pub_keten
    inner join landing.antwoord as antwoord_319 on pub_keten.keten = antwoord_319.keten
    union
    select toewijzing.bestand_id
    from pub_kring
    inner join landing.toewijzing as toewijzing on pub_kring.sleutel = toewijzing.dossier
    where pub_kring.kring = 'dossier'
    union
    select verzoek.bestand_id
    from pub_kring
    inner join landing.verzoek as verzoek on pub_kring.sleutel = verzoek.dossier
    where pub_kring.kring = 'dossier'
    union
    select antwoord_319.bestand_id
    from pub_aanvraag
    inner join landing.antwoord as antwoord_319 on pub_aanvraag.keten = antwoord_319.keten
    union
    select pub_berichtkring.bestand_id
    from pub_berichtkring
    union
    select prestatie.bestand_id
    from pub_kring
    inner join landing.prestatie as prestatie on pub_kring.sleutel = prestatie.referentie_sk
    where pub_kring.kring = 'kenmerk'
    union
    select declaratie.bestand_id
    from pub_kring
    inner join landing.declaratie as declaratie on pub_kring.sleutel = declaratie.kenmerk_sk
    where pub_kring.kring = 'kenmerk'
    union
    select verzoek.bestand_id
    from pub_kring
    inner join landing.verzoek as verzoek on pub_kring.sleutel = verzoek.kenmerk_sk
    where pub_kring.kring = 'kenmerk'
)

insert into pub_heen (
    bestand_id, antwoord_bestand_id, identificatie, agb_code, release, oordeel, retourcodes,
    declaratienummer, dagtekening, declaratieperiode_begin, declaratieperiode_eind,
    declaratie_dagtekening, antwoord_dagtekening
)
select
    heen.bestand_id,
    antwoord.bestand_id as antwoord_bestand_id,
    heen.identificatie,
    heen.agb_code,
    heen.release,
    antwoord.oordeel,
    antwoord.retourcodes,
    declaratie.declaratienummer,
    heen.dagtekening,
    declaratie.periode_begin as declaratieperiode_begin,
    declaratie.periode_eind as declaratieperiode_eind,
    declaratie.dagtekening as declaratie_dagtekening,
    antwoord.dagtekening as antwoord_dagtekening
from bron
inner join landing.bericht as heen on bron.bestand_id = heen.bestand_id
left join lateral (
    select
        bericht.bestand_id,
        bericht.oordeel,
        bericht.retourcodes,
        bericht.dagtekening
    from landing.bericht as bericht
    where bericht.betreft = heen.identiteit
    order by bericht.dagtekening, bericht.inhoud
    limit 1
) as antwoord on true
left join landing.declaratie as declaratie on heen.bestand_id = declaratie.bestand_id
where heen.betreft is null;
