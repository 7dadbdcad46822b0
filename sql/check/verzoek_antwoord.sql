-- Requests whose answer does not follow from its parts: granted names an allocation, only refused
-- has a reason, open has no date, and the days are those between both dates.
-- Grain: row of feit_verzoek. Returns no rows when all is well.
select
    feit.wet,
    feit.gemeentecode,
    feit.agb_code,
    feit.soort,
    feit.bericht_identificatie,
    feit.regelnummer,
    feit.volgnummer
from dwh.feit_verzoek as feit
where
    (feit.antwoord = 'toegewezen') <> (feit.toewijzing_sk is not null)
    or (feit.antwoord <> 'afgewezen' and feit.reden_afwijzing is not null)
    or (feit.antwoord = 'open') <> (feit.antwoorddatum is null)
    or (feit.retour_status = 'afgewezen' and feit.antwoord <> 'open')
    or feit.doorlooptijd_dagen is distinct from case
        when feit.antwoord in ('toegewezen', 'afgewezen')
            then feit.antwoorddatum - feit.aanvraagdatum
    end;
