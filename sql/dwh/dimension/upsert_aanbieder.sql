-- Adds the providers of the touched messages that are not known yet. Only a record of release 2.x
-- can name another one than its message.
-- A first load reads `inner join pub_bericht` as `left join pub_bericht`: everything.
-- Names and groups come from CSV and stay as they are. Idempotent.
with oud as materialized (
    select bericht.bestand_id
    from landing.bericht as bericht
    inner join pub_bericht on bericht.bestand_id = pub_bericht.bestand_id
    where bericht.release < '3'
),

aanbieder as (
    select bericht.agb_code
    from landing.bericht as bericht
    inner join pub_bericht on bericht.bestand_id = pub_bericht.bestand_id
    union
    select conflict.agb_code
    from landing.conflict as conflict
    union
    select toewijzing.agb_code
    from oud
    inner join landing.toewijzing as toewijzing on oud.bestand_id = toewijzing.bestand_id
    union
    select start.agb_code
    from oud
    inner join landing.start as start on oud.bestand_id = start.bestand_id
    union
    select stop.agb_code
    from oud
    inner join landing.stop as stop on oud.bestand_id = stop.bestand_id
    union
    select verzoek.agb_code
    from oud
    inner join landing.verzoek as verzoek on oud.bestand_id = verzoek.bestand_id
)

insert into dwh.dim_aanbieder as oud (aanbieder_sk, agb_code, aanbiedernaam, aanbiedergroep)
select
    aanbieder.agb_code::bigint as aanbieder_sk,
    aanbieder.agb_code,
    'onbekend' as aanbiedernaam,
    'onbekend' as aanbiedergroep
from aanbieder
on conflict (aanbieder_sk) do update
set is_bericht = true
where not oud.is_bericht;
