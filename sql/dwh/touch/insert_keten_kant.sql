-- Adds the chains at both ends of every pair.
-- Idempotent: the number of rows tells whether another round is needed.
insert into pub_keten (keten, groep)
select
    pub_kant.keten,
    pub_kant.keten as groep
from pub_kant
union
select
    pub_kant.buur as keten,
    pub_kant.buur as groep
from pub_kant
on conflict do nothing;
