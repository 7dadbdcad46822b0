-- Inserts the rows of the touched messages that are new or changed; the old ones that are left are
-- equal.
-- Idempotent.
insert into dwh.feit_bericht (
    gemeente_sk, aanbieder_sk, bestand_id, identiteit, betreft_identiteit, wet, gemeentecode,
    agb_code, berichtsoort, release, afzender, ontvanger, identificatie, retour_status, retourcodes,
    aantal_regels, dagtekening, ontvangen_op, envelop_referentie
)
select
    nieuw.gemeente_sk,
    nieuw.aanbieder_sk,
    nieuw.bestand_id,
    nieuw.identiteit,
    nieuw.betreft_identiteit,
    nieuw.wet,
    nieuw.gemeentecode,
    nieuw.agb_code,
    nieuw.berichtsoort,
    nieuw.release,
    nieuw.afzender,
    nieuw.ontvanger,
    nieuw.identificatie,
    nieuw.retour_status,
    nieuw.retourcodes,
    nieuw.aantal_regels,
    nieuw.dagtekening,
    nieuw.ontvangen_op,
    nieuw.envelop_referentie
from nieuw_bericht as nieuw
where
    not exists (
        select 1
        from dwh.feit_bericht as feit
        where
            nieuw.bestand_id = feit.bestand_id
            and nieuw.gemeentecode = feit.gemeentecode
    );
