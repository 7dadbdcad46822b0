-- Adds the municipalities of the touched messages that are not known yet.
-- A first load reads `inner join pub_bericht` as `left join pub_bericht`: everything.
-- Idempotent.
with gemeente as (
    select bericht.gemeentecode
    from landing.bericht as bericht
    inner join pub_bericht on bericht.bestand_id = pub_bericht.bestand_id
    union
    select conflict.gemeentecode
    from landing.conflict as conflict
)

insert into dwh.dim_gemeente (gemeente_sk, gemeentecode, gemeentenaam, provincie)
select
    gemeente.gemeentecode::bigint as gemeente_sk,
    gemeente.gemeentecode,
    'onbekend' as gemeentenaam,
    'onbekend' as provincie
from gemeente
on conflict do nothing;
