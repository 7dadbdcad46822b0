-- Explains a chain: every product of the requests (315, 317) that it honours or that ask to change
-- it, with its answer, file, place and the receiver's answer on the message.
-- Grain: one row per product of a request, as JSON, in the order of the dates of the messages.
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
        bericht.berichtsoort,
        bericht.identificatie,
        bericht.agb_code as bericht_agb_code,
        bericht.dagtekening,
        rij.agb_code,
        rij.clientsleutel,
        rij.referentie_aanbieder,
        rij.onderdeel,
        rij.toewijzingnummer,
        rij.productcategorie,
        rij.productcode,
        rij.beschikkingnummer,
        rij.ingangsdatum,
        rij.einddatum,
        rij.volume,
        rij.eenheid,
        rij.frequentie,
        rij.budget_eurocent,
        rij.verwijzer,
        rij.reden_verzoek,
        feit.antwoord,
        feit.antwoorddatum,
        feit.reden_afwijzing,
        feit.doorlooptijd_dagen,
        feit.toegewezen_toewijzingnummer,
        bericht.release,
        retour.oordeel,
        retour.retourcodes,
        retour.berichtsoort as antwoord_soort,
        retour.dagtekening as antwoord_dagtekening,
        retour.bestand as antwoord_bestand,
        bestand.bron || '/' || bestand.naam as bestand,
        rij.regel,
        rij.volgnummer
    from landing.verzoek as rij
    inner join chain on rij.keten = chain.keten
    inner join landing.bericht as bericht on rij.bestand_id = bericht.bestand_id
    left join beheer.bestand as bestand on rij.bestand_id = bestand.bestand_id
    left join dwh.feit_verzoek as feit
        on
            rij.keten = feit.keten_sk
            and bericht.berichtsoort = feit.soort
            and bericht.identificatie = feit.bericht_identificatie
            and bericht.agb_code = coalesce(feit.bericht_agb_code, feit.agb_code)
            and rij.regel = feit.regelnummer
            and rij.volgnummer = feit.volgnummer
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
    order by
        bericht.dagtekening asc,
        bericht.berichtsoort asc,
        bericht.identificatie asc,
        rij.regel asc,
        rij.volgnummer asc
) as answer
