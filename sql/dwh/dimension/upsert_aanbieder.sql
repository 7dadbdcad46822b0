-- Adds the providers of the touched messages that are not known yet. Only a record of release 2.x
-- can name another one than its message.
-- A first load reads `inner join pub_bericht` as `left join pub_bericht`: everything.
-- Idempotent.
with bericht as (
    select
        landing_bericht.bestand_id,
        landing_bericht.agb_code,
        landing_bericht.release
    from landing.bericht as landing_bericht
    inner join pub_bericht on landing_bericht.bestand_id = pub_bericht.bestand_id
),

aanbieder as (
    select bericht.agb_code
    from bericht
    union
    select conflict.agb_code
    from landing.conflict as conflict
    union
    select toewijzing.agb_code
    from bericht
    inner join landing.toewijzing as toewijzing on bericht.bestand_id = toewijzing.bestand_id
    where bericht.release < '3'
    union
    select start.agb_code
    from bericht
    inner join landing.start as start on bericht.bestand_id = start.bestand_id
    where bericht.release < '3'
    union
    select stop.agb_code
    from bericht
    inner join landing.stop as stop on bericht.bestand_id = stop.bestand_id
    where bericht.release < '3'
    union
    select verzoek.agb_code
    from bericht
    inner join landing.verzoek as verzoek on bericht.bestand_id = verzoek.bestand_id
    where bericht.release < '3'
)

insert into dwh.dim_aanbieder (aanbieder_sk, agb_code, aanbiedernaam, aanbiedergroep)
select
    aanbieder.agb_code::bigint as aanbieder_sk,
    aanbieder.agb_code,
    'onbekend' as aanbiedernaam,
    'onbekend' as aanbiedergroep
from aanbieder
on conflict do nothing;
