-- Adds the keys of the messages to judge.
-- Idempotent.
insert into pub_kring (sleutel, kring)
select
    pub_berichtkring.sleutel,
    'bericht' as kring
from pub_berichtkring
on conflict do nothing;
