-- Deletes what was known of the touched chains, dossiers, messages and marks and no longer holds.
-- Idempotent.
with geraakt as (
    select
        pub_keten.keten,
        'keten' as kring
    from pub_keten
    union all
    select
        pub_kring.sleutel as keten,
        pub_kring.kring
    from pub_kring
)

delete from landing.houdbaarheid as oud
using geraakt
where
    oud.keten = geraakt.keten
    and oud.kring = geraakt.kring
    and not exists (
        select 1
        from nieuw_houdbaarheid as nieuw
        where
            oud.keten = nieuw.keten
            and oud.kring = nieuw.kring
            and row(oud.*) is not distinct from row(nieuw.*)
    );
