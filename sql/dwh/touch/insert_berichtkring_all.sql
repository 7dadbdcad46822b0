-- Gathers all messages to judge: every heen message and every 325.
insert into pub_berichtkring (bestand_id, sleutel)
select
    bericht.bestand_id,
    landing.berichtkring(bericht.identiteit) as sleutel
from landing.bericht as bericht
where
    bericht.betreft is null
    or bericht.berichtsoort = '325';
