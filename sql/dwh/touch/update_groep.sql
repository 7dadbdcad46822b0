-- Gives paired chains the smaller group of the two.
-- Idempotent: repeated until no row changes, all chains that are connected share one group.
with naast as (
    select
        pub_kant.keten,
        buur.groep
    from pub_kant
    inner join pub_keten as buur on pub_kant.buur = buur.keten
    union all
    select
        pub_kant.buur as keten,
        keten.groep
    from pub_kant
    inner join pub_keten as keten on pub_kant.keten = keten.keten
),

kleinste as (
    select
        naast.keten,
        min(naast.groep) as groep
    from naast
    group by naast.keten
)

update pub_keten
set groep = kleinste.groep
from kleinste
where
    pub_keten.keten = kleinste.keten
    and pub_keten.groep > kleinste.groep;
