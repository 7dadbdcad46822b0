-- Pairs the touched chains of records without a number with the allocations of the same law,
-- municipality, provider and person.
-- Idempotent.
with melding as (
    select
        start.keten,
        start.wet,
        start.gemeentecode,
        start.agb_code,
        start.clientsleutel
    from pub_keten
    inner join landing.start as start on pub_keten.keten = start.keten
    where pub_keten.keten < 0
    union
    select
        stop.keten,
        stop.wet,
        stop.gemeentecode,
        stop.agb_code,
        stop.clientsleutel
    from pub_keten
    inner join landing.stop as stop on pub_keten.keten = stop.keten
    where pub_keten.keten < 0
)

insert into pub_kant (negatief, positief)
select distinct
    melding.keten as negatief,
    toewijzing.keten as positief
from melding
inner join landing.toewijzing as toewijzing
    on
        melding.clientsleutel = toewijzing.clientsleutel
        and melding.agb_code = toewijzing.agb_code
        and melding.gemeentecode = toewijzing.gemeentecode
        and melding.wet = toewijzing.wet
on conflict do nothing;
