-- Brings the findings that still hold up to date: an old one opens again, an accepted one stays
-- accepted unless what it says or where it hangs changed, and the day it was last seen only moves
-- forward.
-- Idempotent: writes only what differs.
with oordeel as (
    select
        oud.bevinding_sk,
        oud.gemeentecode,
        oud.status = 'opgelost' or (
            oud.status = 'geaccepteerd'
            and row(
                oud.berichtsoort, oud.bericht_identificatie, oud.regelnummer,
                oud.toewijzingnummer, oud.toelichting
            )
            is distinct from row(
                anders.berichtsoort, anders.bericht_identificatie, anders.regelnummer,
                anders.toewijzingnummer, anders.toelichting
            )
        ) as is_heropend
    from nieuw_bevinding as anders
    inner join dwh.feit_bevinding as oud
        on
            anders.bevinding_sk = oud.bevinding_sk
            and anders.gemeentecode = oud.gemeentecode
)

update dwh.feit_bevinding as feit
set
    gemeente_sk = nieuw.gemeente_sk,
    client_sk = nieuw.client_sk,
    aanbieder_sk = nieuw.aanbieder_sk,
    product_sk = nieuw.product_sk,
    keten_sk = nieuw.keten_sk,
    wet = nieuw.wet,
    agb_code = nieuw.agb_code,
    regelcode = nieuw.regelcode,
    ernst = nieuw.ernst,
    berichtsoort = nieuw.berichtsoort,
    bericht_identificatie = nieuw.bericht_identificatie,
    regelnummer = nieuw.regelnummer,
    toewijzingnummer = nieuw.toewijzingnummer,
    toelichting = nieuw.toelichting,
    status = case when oordeel.is_heropend then 'open' else feit.status end,
    opgelost_op = null,
    aantal_heropend = feit.aantal_heropend + oordeel.is_heropend::integer,
    laatst_gezien_op = greatest(feit.laatst_gezien_op, nieuw.laatst_gezien_op)
from nieuw_bevinding as nieuw
inner join oordeel
    on
        nieuw.bevinding_sk = oordeel.bevinding_sk
        and nieuw.gemeentecode = oordeel.gemeentecode
where
    feit.bevinding_sk = nieuw.bevinding_sk
    and feit.gemeentecode = nieuw.gemeentecode
    and (
        feit.status = 'opgelost'
        or feit.laatst_gezien_op < nieuw.laatst_gezien_op
        or row(
            feit.gemeente_sk, feit.client_sk, feit.aanbieder_sk, feit.product_sk, feit.keten_sk,
            feit.wet, feit.agb_code, feit.regelcode, feit.ernst, feit.berichtsoort,
            feit.bericht_identificatie, feit.regelnummer, feit.toewijzingnummer, feit.toelichting
        )
        is distinct from row(
            nieuw.gemeente_sk, nieuw.client_sk, nieuw.aanbieder_sk, nieuw.product_sk,
            nieuw.keten_sk, nieuw.wet, nieuw.agb_code, nieuw.regelcode, nieuw.ernst,
            nieuw.berichtsoort, nieuw.bericht_identificatie, nieuw.regelnummer,
            nieuw.toewijzingnummer, nieuw.toelichting
        )
    );
