-- Pairs the touched chains of records without a number, and the touched requests, with the
-- allocations of the same law, municipality, provider and person, and the requests with those that
-- name them or that they change.
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
    union
    select
        zonder_nummer.keten,
        zonder_nummer.wet,
        zonder_nummer.gemeentecode,
        zonder_nummer.agb_code,
        zonder_nummer.clientsleutel
    from pub_keten
    inner join landing.toewijzing as zonder_nummer on pub_keten.keten = zonder_nummer.keten
    where pub_keten.keten < 0
    union
    select
        verzoek.keten,
        verzoek.wet,
        verzoek.gemeentecode,
        verzoek.agb_code,
        verzoek.clientsleutel
    from pub_keten
    inner join landing.verzoek as verzoek on pub_keten.keten = verzoek.keten
)

insert into pub_kant (keten, buur)
select
    melding.keten,
    toewijzing.keten as buur
from melding
inner join landing.toewijzing as toewijzing
    on
        melding.clientsleutel = toewijzing.clientsleutel
        and melding.agb_code = toewijzing.agb_code
        and melding.gemeentecode = toewijzing.gemeentecode
        and melding.wet = toewijzing.wet
where melding.keten <> toewijzing.keten
union
select
    pub_keten.keten,
    toewijzing.keten as buur
from pub_keten
inner join landing.toewijzing as toewijzing on pub_keten.keten = toewijzing.verzoek_keten
union
select
    verzoek.keten,
    verzoek.toewijzing_keten as buur
from pub_keten
inner join landing.verzoek as verzoek on pub_keten.keten = verzoek.keten
where verzoek.toewijzing_keten is not null
on conflict do nothing;
