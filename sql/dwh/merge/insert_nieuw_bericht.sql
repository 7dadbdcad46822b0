-- Computes feit_bericht for the touched messages that are in landing, with the answer that counts:
-- the one with the earliest Dagtekening.
-- A first load reads `inner join pub_bericht` as `left join pub_bericht` (everything) and writes to
-- dwh.feit_bericht instead of nieuw_bericht.
insert into nieuw_bericht (
    gemeente_sk, aanbieder_sk, bestand_id, identiteit, betreft_identiteit, wet, gemeentecode,
    agb_code, berichtsoort, release, afzender, ontvanger, identificatie, retour_status, retourcodes,
    aantal_regels, dagtekening, ontvangen_op, envelop_referentie
)
select
    bericht.gemeentecode::bigint as gemeente_sk,
    bericht.agb_code::bigint as aanbieder_sk,
    bericht.bestand_id,
    bericht.identiteit,
    bericht.betreft as betreft_identiteit,
    bericht.wet,
    bericht.gemeentecode,
    bericht.agb_code,
    bericht.berichtsoort,
    bericht.release,
    bericht.afzender,
    bericht.ontvanger,
    bericht.identificatie,
    case
        when bericht.betreft is not null then 'nvt'
        else coalesce(antwoord.oordeel, 'open')
    end as retour_status,
    case
        when bericht.betreft is not null then bericht.retourcodes
        else coalesce(antwoord.retourcodes, '{}')
    end as retourcodes,
    bericht.aantal_regels,
    bericht.dagtekening,
    bericht.ontvangen_op,
    bericht.envelop_referentie
from landing.bericht as bericht
inner join pub_bericht on bericht.bestand_id = pub_bericht.bestand_id
left join landing.bericht as antwoord
    on
        bericht.identiteit = antwoord.betreft
        and not exists (
            select 1
            from landing.bericht as eerder
            where
                antwoord.betreft = eerder.betreft
                and (eerder.dagtekening, eerder.inhoud) < (antwoord.dagtekening, antwoord.inhoud)
        );
