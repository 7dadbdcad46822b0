-- Gathers all messages, loaded or published.
insert into pub_bericht (bestand_id)
select bericht.bestand_id
from landing.bericht as bericht
union
select feit.bestand_id
from dwh.feit_bericht as feit;
