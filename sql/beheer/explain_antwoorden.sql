-- Explains a chain: every answer (319) on the requests that it honours or that ask to change it,
-- with its file and the provider's answer on it.
-- Grain: one row per 319, as JSON, in the order of the dates of the messages.
-- Parameters: $1 chain of an allocation or of a request, $2 allocation. Reads only.
with chain as (
    select rij.verzoek_keten as keten
    from landing.toewijzing as rij
    where rij.keten = $1 and $1::bigint = $2::bigint and rij.verzoek_keten is not null
    union distinct
    select rij.keten
    from landing.verzoek as rij
    where rij.toewijzing_keten = $2
    union distinct
    select feit.keten_sk
    from landing.toewijzing as rij
    inner join dwh.feit_verzoek as feit on rij.verzoek_keten = feit.keten_sk
    where rij.keten = $1 and feit.toewijzing_sk = $2
    union distinct
    select $1::bigint as keten
)

select row_to_json(answer)::text as rij
from (
    select
        bericht.identificatie,
        bericht.dagtekening,
        bericht.agb_code,
        rij.referentie_aanbieder,
        rij.antwoord,
        rij.reden_afwijzing,
        rij.woonplaats_gemeentecode,
        bericht.release,
        retour.oordeel,
        retour.retourcodes,
        retour.berichtsoort as antwoord_soort,
        retour.dagtekening as antwoord_dagtekening,
        retour.bestand as antwoord_bestand,
        bestand.bron || '/' || bestand.naam as bestand
    from landing.antwoord as rij
    inner join chain on rij.keten = chain.keten
    inner join landing.bericht as bericht on rij.bestand_id = bericht.bestand_id
    left join beheer.bestand as bestand on rij.bestand_id = bestand.bestand_id
    left join lateral (
        select
            antwoord.oordeel,
            antwoord.retourcodes,
            antwoord.berichtsoort,
            antwoord.dagtekening,
            herkomst.bron || '/' || herkomst.naam as bestand
        from landing.bericht as antwoord
        left join beheer.bestand as herkomst on antwoord.bestand_id = herkomst.bestand_id
        where antwoord.betreft = bericht.identiteit
        order by antwoord.dagtekening asc, antwoord.inhoud asc
        limit 1
    ) as retour on true
    order by bericht.dagtekening asc, bericht.identificatie asc
) as answer
