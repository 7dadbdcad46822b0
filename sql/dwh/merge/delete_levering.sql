-- Deletes the rows of the touched chains that are gone or will be written anew.
-- Idempotent.
delete from dwh.feit_levering as feit
using pub_keten
where
    feit.keten_sk = pub_keten.keten
    and not exists (
        select 1
        from nieuw_levering as nieuw
        where
            feit.levering_sk = nieuw.levering_sk
            and feit.gemeentecode = nieuw.gemeentecode
            and row(feit.*) is not distinct from row(nieuw.*)
    );
