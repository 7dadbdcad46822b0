-- Shows the reference lists: how long they are, and who loaded them when. Tariffs of CSV are not of
-- a command and do not count.
-- Grain: one row per list. Reads only. No parameters.
with lijst as (
    select
        'productlijst' as lijst,
        'productlijst' as tabel,
        count(*) as rijen
    from ref.productlijst
    union all
    select
        'tarieven' as lijst,
        'contract_tarief' as tabel,
        count(*) as rijen
    from ref.contract_tarief
    where contract_tarief.bron = ''
    union all
    select
        'gemeenten' as lijst,
        'gemeentelijst' as tabel,
        count(*) as rijen
    from ref.gemeentelijst
)

select
    lijst.lijst,
    lijst.tabel,
    lijst.rijen,
    geladen.wie as geladen_door,
    geladen.op as geladen_op
from lijst
left join lateral (
    select
        audit.wie,
        audit.op
    from beheer.audit as audit
    where
        audit.handeling in ('referentielijst geladen', 'referentielijst gewist')
        and audit.object = lijst.tabel
    order by audit.audit_id desc
    limit 1
) as geladen on true
order by lijst.lijst
