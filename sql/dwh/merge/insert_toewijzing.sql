-- Inserts the rows of the touched chains that are new or changed; the old ones that are left are
-- equal.
-- Idempotent.
insert into dwh.feit_toewijzing (
    gemeente_sk, client_sk, aanbieder_sk, product_sk, beschikking_sk, toewijzing_sk, keten_sk, wet,
    gemeentecode, agb_code, toewijzingnummer, referentie_aanbieder, reden_wijziging, eenheid,
    frequentie, retour_status, is_verwijderd, volume, budget_eurocent, aantal_versies,
    toewijzingsdatum, ingangsdatum, einddatum, einddatum_oorspronkelijk, reden_wijziging_sk,
    beschikking_wijze
)
select
    nieuw.gemeente_sk,
    nieuw.client_sk,
    nieuw.aanbieder_sk,
    nieuw.product_sk,
    nieuw.beschikking_sk,
    nieuw.toewijzing_sk,
    nieuw.keten_sk,
    nieuw.wet,
    nieuw.gemeentecode,
    nieuw.agb_code,
    nieuw.toewijzingnummer,
    nieuw.referentie_aanbieder,
    nieuw.reden_wijziging,
    nieuw.eenheid,
    nieuw.frequentie,
    nieuw.retour_status,
    nieuw.is_verwijderd,
    nieuw.volume,
    nieuw.budget_eurocent,
    nieuw.aantal_versies,
    nieuw.toewijzingsdatum,
    nieuw.ingangsdatum,
    nieuw.einddatum,
    nieuw.einddatum_oorspronkelijk,
    nieuw.reden_wijziging_sk,
    nieuw.beschikking_wijze
from nieuw_toewijzing as nieuw
where
    not exists (
        select 1
        from dwh.feit_toewijzing as feit
        where
            nieuw.toewijzing_sk = feit.toewijzing_sk
            and nieuw.gemeentecode = feit.gemeentecode
    );
