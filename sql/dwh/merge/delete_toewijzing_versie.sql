-- Deletes the rows of the touched chains that are gone or will be written anew.
-- Idempotent.
delete from dwh.feit_toewijzing_versie as feit
using pub_keten
where
    feit.toewijzing_sk = pub_keten.keten
    and not exists (
        select 1
        from nieuw_toewijzing_versie as nieuw
        where
            feit.toewijzing_sk = nieuw.toewijzing_sk
            and feit.versie = nieuw.versie
            and feit.gemeentecode = nieuw.gemeentecode
            and row(feit.*) is not distinct from row(nieuw.*)
    );
