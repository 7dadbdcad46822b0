-- Pairs every chain of records without a number with the allocations of the same law, municipality,
-- provider and person.
with melding as (
    select
        start.keten,
        start.wet,
        start.gemeentecode,
        start.agb_code,
        start.clientsleutel
    from landing.start as start
    where start.keten < 0
    union
    select
        stop.keten,
        stop.wet,
        stop.gemeentecode,
        stop.agb_code,
        stop.clientsleutel
    from landing.stop as stop
    where stop.keten < 0
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
        and melding.wet = toewijzing.wet;
