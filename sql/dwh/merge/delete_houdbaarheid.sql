-- Deletes what was known of the touched chains and no longer holds.
-- Idempotent.
delete from landing.houdbaarheid as oud
using pub_keten
where
    oud.keten = pub_keten.keten
    and not exists (
        select 1
        from nieuw_houdbaarheid as nieuw
        where
            oud.keten = nieuw.keten
            and row(oud.*) is not distinct from row(nieuw.*)
    );
