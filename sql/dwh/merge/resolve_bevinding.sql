-- Ends the findings of what was touched that no longer hold; they keep their row.
-- A finding without a chain is about a refused message: all of those are recomputed every time.
-- The setting sluis.moment is that of the reference date. Idempotent: writes only what differs.
with geraakt as (
    select pub_keten.keten
    from pub_keten
    union
    select pub_kring.sleutel as keten
    from pub_kring
),

oud as (
    select
        feit.bevinding_sk,
        feit.gemeentecode
    from geraakt
    inner join dwh.feit_bevinding as feit on geraakt.keten = feit.keten_sk
    where feit.status <> 'opgelost'
    union all
    select
        feit.bevinding_sk,
        feit.gemeentecode
    from dwh.feit_bevinding as feit
    where
        feit.keten_sk is null
        and feit.status <> 'opgelost'
)

update dwh.feit_bevinding as feit
set
    status = 'opgelost',
    opgelost_op
    = greatest(feit.laatst_gezien_op, current_setting('sluis.moment')::timestamptz)
from oud
where
    feit.bevinding_sk = oud.bevinding_sk
    and feit.gemeentecode = oud.gemeentecode
    and not exists (
        select 1
        from nieuw_bevinding as nieuw
        where
            feit.bevinding_sk = nieuw.bevinding_sk
            and feit.gemeentecode = nieuw.gemeentecode
    );
