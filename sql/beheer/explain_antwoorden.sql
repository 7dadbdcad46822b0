-- Explains a chain: every answer (319) on the requests that it honours or that ask to change it,
-- with its file and the provider's answer on it.
-- Grain: one row per 319, as JSON, in the order of the dates of the messages.
-- Parameter: $1 chain. Reads only.
with chain as (
    select rij.verzoek_keten as keten
    from landing.toewijzing as rij
    where rij.keten = $1 and rij.verzoek_keten is not null
    union distinct
    select rij.keten
    from landing.verzoek as rij
    where rij.toewijzing_keten = $1
    union distinct
    select feit.keten_sk
    from dwh.feit_verzoek as feit
    where feit.toewijzing_sk = $1
)

select row_to_json(answer)::text as rij
from (
    select
        bericht.identificatie,
        bericht.dagtekening,
        rij.referentie_aanbieder,
        rij.antwoord,
        rij.reden_afwijzing,
        rij.woonplaats_gemeentecode,
        retour.oordeel,
        retour.retourcodes,
        bestand.bron || '/' || bestand.naam as bestand
    from landing.antwoord as rij
    inner join chain on rij.keten = chain.keten
    inner join landing.bericht as bericht on rij.bestand_id = bericht.bestand_id
    left join beheer.bestand as bestand on rij.bestand_id = bestand.bestand_id
    left join lateral (
        select
            antwoord.oordeel,
            antwoord.retourcodes
        from landing.bericht as antwoord
        where antwoord.betreft = bericht.identiteit
        order by antwoord.dagtekening asc, antwoord.inhoud asc
        limit 1
    ) as retour on true
    order by bericht.dagtekening asc, bericht.identificatie asc
) as answer
