-- Pairs the touched allocations with the chains of records without a number and of requests of the
-- same law, municipality, provider and person, and with the requests and answers that they name or
-- that name them.
-- Idempotent.
with toewijzing as (
    select distinct
        landing_toewijzing.keten,
        landing_toewijzing.wet,
        landing_toewijzing.gemeentecode,
        landing_toewijzing.agb_code,
        landing_toewijzing.clientsleutel,
        landing_toewijzing.verzoek_keten
    from pub_keten
    inner join landing.toewijzing as landing_toewijzing
        on pub_keten.keten = landing_toewijzing.keten
)

insert into pub_kant (keten, buur)
select
    start.keten,
    toewijzing.keten as buur
from toewijzing
inner join landing.start as start
    on
        toewijzing.clientsleutel = start.clientsleutel
        and toewijzing.agb_code = start.agb_code
        and toewijzing.gemeentecode = start.gemeentecode
        and toewijzing.wet = start.wet
where
    toewijzing.keten > 0
    and start.keten < 0
union
select
    stop.keten,
    toewijzing.keten as buur
from toewijzing
inner join landing.stop as stop
    on
        toewijzing.clientsleutel = stop.clientsleutel
        and toewijzing.agb_code = stop.agb_code
        and toewijzing.gemeentecode = stop.gemeentecode
        and toewijzing.wet = stop.wet
where
    toewijzing.keten > 0
    and stop.keten < 0
union
select
    zonder_nummer.keten,
    toewijzing.keten as buur
from toewijzing
inner join landing.toewijzing as zonder_nummer
    on
        toewijzing.clientsleutel = zonder_nummer.clientsleutel
        and toewijzing.agb_code = zonder_nummer.agb_code
        and toewijzing.gemeentecode = zonder_nummer.gemeentecode
        and toewijzing.wet = zonder_nummer.wet
where
    toewijzing.keten > 0
    and zonder_nummer.keten < 0
union
select
    verzoek.keten,
    toewijzing.keten as buur
from toewijzing
inner join landing.verzoek as verzoek
    on
        toewijzing.clientsleutel = verzoek.clientsleutel
        and toewijzing.agb_code = verzoek.agb_code
        and toewijzing.gemeentecode = verzoek.gemeentecode
        and toewijzing.wet = verzoek.wet
where toewijzing.keten <> verzoek.keten
union
select
    verzoek.keten,
    toewijzing.keten as buur
from toewijzing
inner join landing.verzoek as verzoek on toewijzing.verzoek_keten = verzoek.keten
union
select
    antwoord.keten,
    toewijzing.keten as buur
from toewijzing
inner join landing.antwoord as antwoord on toewijzing.verzoek_keten = antwoord.keten
union
select
    verzoek.keten,
    verzoek.toewijzing_keten as buur
from pub_keten
inner join landing.verzoek as verzoek on pub_keten.keten = verzoek.toewijzing_keten
on conflict do nothing;
