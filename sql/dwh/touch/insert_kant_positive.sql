-- Pairs the touched allocations with the chains of records without a number of the same law,
-- municipality, provider and person.
-- Idempotent.
with toewijzing as (
    select distinct
        landing_toewijzing.keten,
        landing_toewijzing.wet,
        landing_toewijzing.gemeentecode,
        landing_toewijzing.agb_code,
        landing_toewijzing.clientsleutel
    from pub_keten
    inner join landing.toewijzing as landing_toewijzing
        on pub_keten.keten = landing_toewijzing.keten
    where pub_keten.keten > 0
)

insert into pub_kant (negatief, positief)
select
    start.keten as negatief,
    toewijzing.keten as positief
from toewijzing
inner join landing.start as start
    on
        toewijzing.clientsleutel = start.clientsleutel
        and toewijzing.agb_code = start.agb_code
        and toewijzing.gemeentecode = start.gemeentecode
        and toewijzing.wet = start.wet
where start.keten < 0
union
select
    stop.keten as negatief,
    toewijzing.keten as positief
from toewijzing
inner join landing.stop as stop
    on
        toewijzing.clientsleutel = stop.clientsleutel
        and toewijzing.agb_code = stop.agb_code
        and toewijzing.gemeentecode = stop.gemeentecode
        and toewijzing.wet = stop.wet
where stop.keten < 0
on conflict do nothing;
