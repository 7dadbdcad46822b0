-- Explains a chain: every 301 record, with its message, file, place and the
-- provider's answer.
-- Grain: one row per 301 record, as JSON, in the order of the allocation. Parameter: $1 chain.
-- Reads only.
select row_to_json(answer)::text as rij
from (
    select
        versie.versie,
        rij.toewijzingsdatum,
        rij.toewijzingstijd,
        rij.ingangsdatum,
        rij.einddatum,
        rij.reden_wijziging,
        rij.agb_code,
        rij.clientsleutel,
        rij.productcategorie,
        rij.productcode,
        rij.volume,
        rij.eenheid,
        rij.frequentie,
        rij.budget_eurocent,
        rij.beschikkingnummer,
        rij.referentie_aanbieder,
        bericht.identificatie,
        bericht.dagtekening,
        antwoord.oordeel,
        antwoord.retourcodes,
        bestand.bron || '/' || bestand.naam as bestand,
        rij.regel
    from landing.toewijzing as rij
    inner join landing.bericht as bericht on rij.bestand_id = bericht.bestand_id
    left join beheer.bestand as bestand on rij.bestand_id = bestand.bestand_id
    left join dwh.feit_toewijzing_versie as versie
        on
            rij.keten = versie.keten_sk
            and bericht.identificatie = versie.bericht_identificatie
            and rij.regel = versie.regelnummer
    left join lateral (
        select
            retour.oordeel,
            retour.retourcodes
        from landing.bericht as retour
        where retour.betreft = bericht.identiteit
        order by retour.dagtekening asc, retour.inhoud asc
        limit 1
    ) as antwoord on true
    where rij.keten = $1
    order by
        rij.toewijzingsdatum asc,
        rij.toewijzingstijd asc,
        bericht.dagtekening asc,
        bericht.identificatie asc,
        rij.regel asc
) as answer
