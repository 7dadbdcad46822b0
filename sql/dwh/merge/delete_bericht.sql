-- Deletes the rows of the touched messages that are gone or will be written anew.
-- Idempotent.
delete from dwh.feit_bericht as feit
using pub_bericht
where
    feit.bestand_id = pub_bericht.bestand_id
    and not exists (
        select 1
        from nieuw_bericht as nieuw
        where
            feit.bestand_id = nieuw.bestand_id
            and feit.gemeentecode = nieuw.gemeentecode
            and row(feit.*) is not distinct from row(nieuw.*)
    );
