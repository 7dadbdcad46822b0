-- Deletes the rows of the touched chains that are gone or will be written anew. The key of an
-- allocation with a number is that of its chain; only those without one are found by their chain.
-- Idempotent.
with oud as (
    select
        feit.toewijzing_sk,
        feit.gemeentecode
    from pub_keten
    inner join dwh.feit_toewijzing_versie as feit on pub_keten.keten = feit.toewijzing_sk
    where pub_keten.keten > 0
    union
    select
        feit.toewijzing_sk,
        feit.gemeentecode
    from pub_keten
    inner join dwh.feit_toewijzing_versie as feit on pub_keten.keten = feit.keten_sk
    where feit.keten_sk < 0
)

delete from dwh.feit_toewijzing_versie as feit
using oud
where
    feit.toewijzing_sk = oud.toewijzing_sk
    and feit.gemeentecode = oud.gemeentecode
    and not exists (
        select 1
        from nieuw_toewijzing_versie as nieuw
        where
            feit.toewijzing_sk = nieuw.toewijzing_sk
            and feit.versie = nieuw.versie
            and feit.gemeentecode = nieuw.gemeentecode
            and row(feit.*) is not distinct from row(nieuw.*)
    );
