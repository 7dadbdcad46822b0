-- Deletes the rows of the touched chains that are gone or will be written anew.
-- Idempotent.
delete from dwh.feit_koppeling as feit
using pub_keten
where
    feit.keten_sk = pub_keten.keten
    and not exists (
        select 1
        from nieuw_koppeling as nieuw
        where
            feit.keten_sk = nieuw.keten_sk
            and feit.bericht_identificatie = nieuw.bericht_identificatie
            and feit.regelnummer = nieuw.regelnummer
            and coalesce(feit.bericht_agb_code, feit.agb_code)
            = coalesce(nieuw.bericht_agb_code, nieuw.agb_code)
            and feit.berichtsoort = nieuw.berichtsoort
            and feit.gemeentecode = nieuw.gemeentecode
            and row(feit.*) is not distinct from row(nieuw.*)
    );
