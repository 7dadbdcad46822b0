-- The municipalities in each area around them: their province and what that lies in. Those that
-- ended too, as in the groups of a table: their figures of then belong to the area.
-- A union, not a union all: areas that would lie in each other end the walk.
with recursive gemeente as (
    select
        dim_gebied.gebiedscode,
        dim_gebied.provinciecode,
        dim_gebied.ouder_gebiedscode
    from dwh.dim_gebied as dim_gebied
    where
        dim_gebied.niveau = 'gemeente'
        and dim_gebied.jaar is null
),

rondom as (
    select
        gemeente.gebiedscode,
        gemeente.provinciecode as gebied
    from gemeente
    where gemeente.provinciecode is not null
    union
    select
        gemeente.gebiedscode,
        gemeente.ouder_gebiedscode as gebied
    from gemeente
    where gemeente.ouder_gebiedscode is not null
),

boven as (
    select
        rondom.gebiedscode,
        rondom.gebied
    from rondom
    union
    select
        boven.gebiedscode,
        dim_gebied.ouder_gebiedscode as gebied
    from boven
    inner join dwh.dim_gebied as dim_gebied on boven.gebied = dim_gebied.gebiedscode
    where dim_gebied.ouder_gebiedscode is not null and dim_gebied.jaar is null
)

select
    boven.gebied,
    array_agg(boven.gebiedscode order by boven.gebiedscode) as gemeenten
from boven
group by boven.gebied
order by boven.gebied;
