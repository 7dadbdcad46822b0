-- Gathers the heen messages of the touched chains with the answer that counts: the one with the
-- earliest Dagtekening.
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
)

insert into pub_heen (
    bestand_id, antwoord_bestand_id, identificatie, agb_code, release, oordeel, retourcodes,
    declaratienummer, dagtekening, declaratieperiode_begin, declaratieperiode_eind,
    declaratie_dagtekening
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
    declaratie.dagtekening as declaratie_dagtekening
from bron
inner join landing.bericht as heen on bron.bestand_id = heen.bestand_id
left join lateral (
    select
        bericht.bestand_id,
        bericht.oordeel,
        bericht.retourcodes
    from landing.bericht as bericht
    where bericht.betreft = heen.identiteit
    order by bericht.dagtekening, bericht.inhoud
    limit 1
) as antwoord on true
left join landing.declaratie as declaratie on heen.bestand_id = declaratie.bestand_id;
