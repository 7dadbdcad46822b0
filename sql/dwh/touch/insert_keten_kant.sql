-- Adds the chains at both ends of every pair.
-- Idempotent: the number of rows tells whether another round is needed.
insert into pub_keten (keten, groep)
select
    pub_kant.negatief as keten,
    pub_kant.negatief as groep
from pub_kant
union
select
    pub_kant.positief as keten,
    pub_kant.positief as groep
from pub_kant
on conflict do nothing;
