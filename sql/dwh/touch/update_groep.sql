-- Gives paired chains the smaller group of the two.
-- Idempotent: repeated until no row changes, all chains that are connected share one group.
with buur as (
    select
        pub_kant.negatief as keten,
        positief.groep
    from pub_kant
    inner join pub_keten as positief on pub_kant.positief = positief.keten
    union all
    select
        pub_kant.positief as keten,
        negatief.groep
    from pub_kant
    inner join pub_keten as negatief on pub_kant.negatief = negatief.keten
),

kleinste as (
    select
        buur.keten,
        min(buur.groep) as groep
    from buur
    group by buur.keten
)

update pub_keten
set groep = kleinste.groep
from kleinste
where
    pub_keten.keten = kleinste.keten
    and pub_keten.groep > kleinste.groep;
