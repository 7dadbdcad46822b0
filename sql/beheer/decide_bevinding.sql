-- Accepts open findings or opens accepted ones, with who and why, in one statement.
-- Grain of the answer: one row per finding that changed. Parameters: $1 findings, $2 decision
-- (geaccepteerd or heropend), $3 why, $4 who.
-- Needs no slot: a publication that is busy with the same finding is waited for, and a finding that
-- it resolved meanwhile is left alone. Doing it again changes nothing and records nothing.
with decided as (
    update dwh.feit_bevinding as feit
    set status = case $2::text when 'geaccepteerd' then 'geaccepteerd' else 'open' end
    where
        feit.bevinding_sk = any($1::bigint[])
        and feit.status = case $2::text when 'geaccepteerd' then 'open' else 'geaccepteerd' end
    returning feit.bevinding_sk, feit.gemeentecode, feit.regelcode, feit.toelichting
),

written as (
    insert into beheer.bevinding_besluit (
        bevinding_sk, gemeentecode, besluit, notitie, toelichting, genomen_door, genomen_op
    )
    select
        decided.bevinding_sk,
        decided.gemeentecode,
        $2 as besluit,
        $3 as notitie,
        decided.toelichting,
        $4 as genomen_door,
        now() as genomen_op
    from decided
    returning besluit_id
),

recorded as (
    insert into beheer.audit (wie, handeling, object, resultaat, herkomst, op)
    select
        $4 as wie,
        'bevinding ' || $2::text as handeling,
        'bevinding ' || decided.bevinding_sk || ' (' || decided.regelcode || ')' as object,
        $3 as resultaat,
        'opdrachtregel' as herkomst,
        now() as op
    from decided
    returning audit_id
)

select decided.bevinding_sk
from decided
where
    exists (select 1 from written)
    and exists (select 1 from recorded)
order by decided.bevinding_sk
