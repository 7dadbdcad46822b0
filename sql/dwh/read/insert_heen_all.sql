-- Gathers all heen messages with the answer that counts: the one with the earliest Dagtekening.
with antwoord as (
    select distinct on (bericht.betreft)
        bericht.betreft,
        bericht.bestand_id,
        bericht.oordeel,
        bericht.retourcodes,
        bericht.dagtekening
    from landing.bericht as bericht
    where bericht.betreft is not null
    order by bericht.betreft, bericht.dagtekening, bericht.inhoud
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
from landing.bericht as heen
left join antwoord on heen.identiteit = antwoord.betreft
left join landing.declaratie as declaratie on heen.bestand_id = declaratie.bestand_id
where heen.betreft is null;
