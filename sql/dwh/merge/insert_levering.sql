-- Inserts the rows of the touched chains that are new or changed; the old ones that are left are
-- equal.
-- Idempotent.
insert into dwh.feit_levering (
    gemeente_sk, client_sk, aanbieder_sk, product_sk, levering_sk, toewijzing_sk, keten_sk, wet,
    gemeentecode, agb_code, bericht_identificatie, regelnummer, toewijzingnummer, einddatum_bron,
    reden_beeindiging, telt_mee, onderbrekingen, dagen_onderbroken, wachttijd_dagen,
    wachttijd_toewijzing_dagen, planningsbuffer_dagen, duur_dagen, startdatum, einddatum, reden_sk
)
select
    nieuw.gemeente_sk,
    nieuw.client_sk,
    nieuw.aanbieder_sk,
    nieuw.product_sk,
    nieuw.levering_sk,
    nieuw.toewijzing_sk,
    nieuw.keten_sk,
    nieuw.wet,
    nieuw.gemeentecode,
    nieuw.agb_code,
    nieuw.bericht_identificatie,
    nieuw.regelnummer,
    nieuw.toewijzingnummer,
    nieuw.einddatum_bron,
    nieuw.reden_beeindiging,
    nieuw.telt_mee,
    nieuw.onderbrekingen,
    nieuw.dagen_onderbroken,
    nieuw.wachttijd_dagen,
    nieuw.wachttijd_toewijzing_dagen,
    nieuw.planningsbuffer_dagen,
    nieuw.duur_dagen,
    nieuw.startdatum,
    nieuw.einddatum,
    nieuw.reden_sk
from nieuw_levering as nieuw
where
    not exists (
        select 1
        from dwh.feit_levering as feit
        where
            nieuw.levering_sk = feit.levering_sk
            and nieuw.gemeentecode = feit.gemeentecode
    );
