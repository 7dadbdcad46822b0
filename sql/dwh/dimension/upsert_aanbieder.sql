-- Adds the providers of the touched messages that are not known yet.
-- A first load reads `inner join pub_bericht` as `left join pub_bericht`: everything.
-- Idempotent.
with aanbieder as (
    select bericht.agb_code
    from landing.bericht as bericht
    inner join pub_bericht on bericht.bestand_id = pub_bericht.bestand_id
    union
    select conflict.agb_code
    from landing.conflict as conflict
)

insert into dwh.dim_aanbieder (aanbieder_sk, agb_code, aanbiedernaam, aanbiedergroep)
select
    aanbieder.agb_code::bigint as aanbieder_sk,
    aanbieder.agb_code,
    'onbekend' as aanbiedernaam,
    'onbekend' as aanbiedergroep
from aanbieder
on conflict do nothing;
