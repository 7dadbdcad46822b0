-- Deletes the rows of the touched chains that are gone or will be written anew.
-- Idempotent.
delete from dwh.feit_toewijzing as feit
using pub_keten
where
    feit.toewijzing_sk = pub_keten.keten
    and not exists (
        select 1
        from nieuw_toewijzing as nieuw
        where
            feit.toewijzing_sk = nieuw.toewijzing_sk
            and feit.gemeentecode = nieuw.gemeentecode
            and row(feit.*) is not distinct from row(nieuw.*)
    );
