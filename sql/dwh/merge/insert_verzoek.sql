-- Inserts the rows of the touched chains that are new or changed; the old ones that are left are
-- equal.
-- Idempotent.
insert into dwh.feit_verzoek (
    gemeente_sk, client_sk, aanbieder_sk, product_sk, beschikking_sk, reden_afwijzing_sk,
    toewijzing_sk, keten_sk, wet, gemeentecode, agb_code, soort, bericht_identificatie,
    regelnummer, volgnummer, onderdeel, referentie_aanbieder, toewijzingnummer,
    toegewezen_toewijzingnummer, beschikkingnummer, eenheid, frequentie, verwijzer,
    reden_verzoek, retour_status, antwoord, reden_afwijzing, volume, budget_eurocent,
    doorlooptijd_dagen, aanvraagdatum, gevraagd_ingangsdatum, gevraagd_einddatum, antwoorddatum,
    bericht_agb_code
)
select
    nieuw.gemeente_sk,
    nieuw.client_sk,
    nieuw.aanbieder_sk,
    nieuw.product_sk,
    nieuw.beschikking_sk,
    nieuw.reden_afwijzing_sk,
    nieuw.toewijzing_sk,
    nieuw.keten_sk,
    nieuw.wet,
    nieuw.gemeentecode,
    nieuw.agb_code,
    nieuw.soort,
    nieuw.bericht_identificatie,
    nieuw.regelnummer,
    nieuw.volgnummer,
    nieuw.onderdeel,
    nieuw.referentie_aanbieder,
    nieuw.toewijzingnummer,
    nieuw.toegewezen_toewijzingnummer,
    nieuw.beschikkingnummer,
    nieuw.eenheid,
    nieuw.frequentie,
    nieuw.verwijzer,
    nieuw.reden_verzoek,
    nieuw.retour_status,
    nieuw.antwoord,
    nieuw.reden_afwijzing,
    nieuw.volume,
    nieuw.budget_eurocent,
    nieuw.doorlooptijd_dagen,
    nieuw.aanvraagdatum,
    nieuw.gevraagd_ingangsdatum,
    nieuw.gevraagd_einddatum,
    nieuw.antwoorddatum,
    nieuw.bericht_agb_code
from nieuw_verzoek as nieuw
where
    not exists (
        select 1
        from dwh.feit_verzoek as feit
        where
            nieuw.keten_sk = feit.keten_sk
            and nieuw.bericht_identificatie = feit.bericht_identificatie
            and nieuw.regelnummer = feit.regelnummer
            and nieuw.volgnummer = feit.volgnummer
            and coalesce(nieuw.bericht_agb_code, nieuw.agb_code)
            = coalesce(feit.bericht_agb_code, feit.agb_code)
            and nieuw.soort = feit.soort
            and nieuw.gemeentecode = feit.gemeentecode
    );
