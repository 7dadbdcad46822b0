-- Pairs every chain of records without a number, and every request, with the allocations of the
-- same law, municipality, provider and person, and every request with those that name it or that it
-- changes.
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
    union
    select
        zonder_nummer.keten,
        zonder_nummer.wet,
        zonder_nummer.gemeentecode,
        zonder_nummer.agb_code,
        zonder_nummer.clientsleutel
    from landing.toewijzing as zonder_nummer
    where zonder_nummer.keten < 0
    union
    select
        verzoek.keten,
        verzoek.wet,
        verzoek.gemeentecode,
        verzoek.agb_code,
        verzoek.clientsleutel
    from landing.verzoek as verzoek
),

aanvraag as (
    select verzoek.keten
    from landing.verzoek as verzoek
    where verzoek.referentie_aanbieder is not null
    union
    select antwoord.keten
    from landing.antwoord as antwoord
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
    aanvraag.keten,
    toewijzing.keten as buur
from aanvraag
inner join landing.toewijzing as toewijzing on aanvraag.keten = toewijzing.verzoek_keten
union
select
    verzoek.keten,
    verzoek.toewijzing_keten as buur
from landing.verzoek as verzoek
where verzoek.toewijzing_keten is not null;
