-- The municipalities that exist now in each area around them: their province and what that lies in.
-- A union, not a union all: areas that would lie in each other end the walk.
with recursive levend as (
    select
        dim_gebied.gebiedscode as gemeente,
        dim_gebied.provinciecode,
        dim_gebied.ouder_gebiedscode
    from dwh.dim_gebied as dim_gebied
    where
        dim_gebied.niveau = 'gemeente'
        and dim_gebied.jaar is null
        and (dim_gebied.geldig_tot is null or dim_gebied.geldig_tot > current_date)
),

rondom as (
    select
        levend.gemeente,
        levend.provinciecode as gebied
    from levend
    where levend.provinciecode is not null
    union
    select
        levend.gemeente,
        levend.ouder_gebiedscode as gebied
    from levend
    where levend.ouder_gebiedscode is not null
),

boven as (
    select
        rondom.gemeente,
        rondom.gebied
    from rondom
    union
    select
        boven.gemeente,
        dim_gebied.ouder_gebiedscode as gebied
    from boven
    inner join dwh.dim_gebied as dim_gebied on boven.gebied = dim_gebied.gebiedscode
    where dim_gebied.ouder_gebiedscode is not null and dim_gebied.jaar is null
)

select
    boven.gebied,
    array_agg(boven.gemeente order by boven.gemeente) as gemeenten
from boven
group by boven.gebied
order by boven.gebied;
