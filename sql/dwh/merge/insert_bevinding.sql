-- Inserts the findings that were never seen before.
-- Idempotent.
insert into dwh.feit_bevinding (
    gemeente_sk, client_sk, aanbieder_sk, product_sk, bevinding_sk, keten_sk, wet, gemeentecode,
    agb_code, regelcode, ernst, berichtsoort, bericht_identificatie, regelnummer, toewijzingnummer,
    toelichting, status, eerst_gezien_op, laatst_gezien_op
)
select
    nieuw.gemeente_sk,
    nieuw.client_sk,
    nieuw.aanbieder_sk,
    nieuw.product_sk,
    nieuw.bevinding_sk,
    nieuw.keten_sk,
    nieuw.wet,
    nieuw.gemeentecode,
    nieuw.agb_code,
    nieuw.regelcode,
    nieuw.ernst,
    nieuw.berichtsoort,
    nieuw.bericht_identificatie,
    nieuw.regelnummer,
    nieuw.toewijzingnummer,
    nieuw.toelichting,
    nieuw.status,
    nieuw.eerst_gezien_op,
    nieuw.laatst_gezien_op
from nieuw_bevinding as nieuw
where
    not exists (
        select 1
        from dwh.feit_bevinding as feit
        where
            nieuw.bevinding_sk = feit.bevinding_sk
            and nieuw.gemeentecode = feit.gemeentecode
    );
