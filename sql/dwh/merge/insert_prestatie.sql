-- Inserts the rows of the touched chains that are new or changed; the old ones that are left are
-- equal.
-- Idempotent.
insert into dwh.feit_prestatie (
    gemeente_sk, client_sk, aanbieder_sk, product_sk, toewijzing_sk, keten_sk, wet, gemeentecode,
    agb_code, bericht_identificatie, regelnummer, toewijzingnummer, declaratienummer,
    referentienummer, vorig_referentienummer, eenheid, debet_credit, status, retourcodes, telt_mee,
    geleverd_volume, tarief_eurocent, bedrag_eurocent, declaratieperiode_begin,
    productperiode_begin, productperiode_eind
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
    nieuw.bericht_identificatie,
    nieuw.regelnummer,
    nieuw.toewijzingnummer,
    nieuw.declaratienummer,
    nieuw.referentienummer,
    nieuw.vorig_referentienummer,
    nieuw.eenheid,
    nieuw.debet_credit,
    nieuw.status,
    nieuw.retourcodes,
    nieuw.telt_mee,
    nieuw.geleverd_volume,
    nieuw.tarief_eurocent,
    nieuw.bedrag_eurocent,
    nieuw.declaratieperiode_begin,
    nieuw.productperiode_begin,
    nieuw.productperiode_eind
from nieuw_prestatie as nieuw
where
    not exists (
        select 1
        from dwh.feit_prestatie as feit
        where
            nieuw.keten_sk = feit.keten_sk
            and nieuw.bericht_identificatie = feit.bericht_identificatie
            and nieuw.regelnummer = feit.regelnummer
            and nieuw.agb_code = feit.agb_code
            and nieuw.gemeentecode = feit.gemeentecode
    );
