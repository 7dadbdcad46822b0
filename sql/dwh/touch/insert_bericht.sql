-- Gathers the messages whose row in feit_bericht may change: new ones, removed ones, and those that
-- a new or removed answer is about.
with veranderd as (
    select pub_bestand.bestand_id
    from pub_bestand
    union
    select geraakt_bericht.bestand_id
    from landing.geraakt_bericht as geraakt_bericht
),

beantwoord as (
    select bericht.betreft as identiteit
    from veranderd
    inner join landing.bericht as bericht on veranderd.bestand_id = bericht.bestand_id
    where bericht.betreft is not null
    union
    select feit.betreft_identiteit as identiteit
    from veranderd
    inner join dwh.feit_bericht as feit on veranderd.bestand_id = feit.bestand_id
    where feit.betreft_identiteit is not null
)

insert into pub_bericht (bestand_id)
select veranderd.bestand_id
from veranderd
union
select bericht.bestand_id
from beantwoord
inner join landing.bericht as bericht on beantwoord.identiteit = bericht.identiteit;
