-- Marks the findings of the touched chains that no longer hold; they keep their row.
-- A finding without a chain is about a refused message: all of those are recomputed every time.
-- Idempotent: writes only what differs.
update dwh.feit_bevinding as feit
set status = 'opgelost'
where
    feit.status <> 'opgelost'
    and (
        feit.keten_sk is null
        or feit.keten_sk in (select pub_keten.keten from pub_keten)
    )
    and not exists (
        select 1
        from nieuw_bevinding as nieuw
        where
            feit.bevinding_sk = nieuw.bevinding_sk
            and feit.gemeentecode = nieuw.gemeentecode
    );
