-- Inserts the rows of the touched chains that are new or changed; the old ones that are left are
-- equal.
-- Idempotent.
insert into dwh.feit_koppeling (
    gemeente_sk, client_sk, aanbieder_sk, product_sk, toewijzing_sk, keten_sk, wet, gemeentecode,
    agb_code, berichtsoort, bericht_identificatie, regelnummer, toewijzingnummer, client_gelijk,
    aanbieder_gelijk, product_gelijk, periode_gelijk, beschikking_gelijk, koppelwijze, koppelstatus,
    bericht_agb_code, koppelreden
)
select
    nieuw.gemeente_sk,
    nieuw.client_sk,
    nieuw.aanbieder_sk,
    nieuw.product_sk,
    nieuw.toewijzing_sk,
    nieuw.keten_sk,
    nieuw.wet,
    nieuw.gemeentecode,
    nieuw.agb_code,
    nieuw.berichtsoort,
    nieuw.bericht_identificatie,
    nieuw.regelnummer,
    nieuw.toewijzingnummer,
    nieuw.client_gelijk,
    nieuw.aanbieder_gelijk,
    nieuw.product_gelijk,
    nieuw.periode_gelijk,
    nieuw.beschikking_gelijk,
    nieuw.koppelwijze,
    nieuw.koppelstatus,
    nieuw.bericht_agb_code,
    nieuw.koppelreden
from nieuw_koppeling as nieuw
where
    not exists (
        select 1
        from dwh.feit_koppeling as feit
        where
            nieuw.keten_sk = feit.keten_sk
            and nieuw.bericht_identificatie = feit.bericht_identificatie
            and nieuw.regelnummer = feit.regelnummer
            and coalesce(nieuw.bericht_agb_code, nieuw.agb_code)
            = coalesce(feit.bericht_agb_code, feit.agb_code)
            and nieuw.berichtsoort = feit.berichtsoort
            and nieuw.gemeentecode = feit.gemeentecode
    );
