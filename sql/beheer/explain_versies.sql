-- Explains a chain: every 301 record, with its message, file, place and the
-- provider's answer.
-- Grain: one row per 301 record, as JSON, in the order of the allocation.
-- Parameters: $1 chain, $2 allocation. Without a number several allocations share a chain: of
-- those the records with its product, beschikking and first day. Reads only.
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
        bericht.agb_code as bericht_agb_code,
        bericht.dagtekening,
        bericht.release,
        antwoord.oordeel,
        antwoord.retourcodes,
        antwoord.berichtsoort as antwoord_soort,
        antwoord.dagtekening as antwoord_dagtekening,
        antwoord.bestand as antwoord_bestand,
        bestand.bron || '/' || bestand.naam as bestand,
        rij.regel
    from landing.toewijzing as rij
    inner join landing.bericht as bericht on rij.bestand_id = bericht.bestand_id
    left join beheer.bestand as bestand on rij.bestand_id = bestand.bestand_id
    left join dwh.feit_toewijzing_versie as versie
        on
            versie.toewijzing_sk = $2
            and rij.keten = versie.keten_sk
            and bericht.identificatie = versie.bericht_identificatie
            and rij.regel = versie.regelnummer
    left join lateral (
        select
            retour.oordeel,
            retour.retourcodes,
            retour.berichtsoort,
            retour.dagtekening,
            herkomst.bron || '/' || herkomst.naam as bestand
        from landing.bericht as retour
        left join beheer.bestand as herkomst on retour.bestand_id = herkomst.bestand_id
        where retour.betreft = bericht.identiteit
        order by retour.dagtekening asc, retour.inhoud asc
        limit 1
    ) as antwoord on true
    where
        rij.keten = $1
        and (
            $1::bigint = $2::bigint
            or exists (
                select 1
                from dwh.feit_toewijzing as feit
                left join dwh.dim_product as product on feit.product_sk = product.product_sk
                left join dwh.dim_beschikking as beschikking
                    on
                        feit.beschikking_sk = beschikking.beschikking_sk
                        and feit.beschikking_sk <> 0
                where
                    feit.toewijzing_sk = $2
                    and feit.agb_code = rij.agb_code
                    and feit.ingangsdatum = rij.ingangsdatum
                    and product.productcategorie = coalesce(rij.productcategorie, '')
                    and product.productcode = coalesce(rij.productcode, '')
                    and (
                        feit.beschikking_wijze in ('toewijzingnummer', 'kenmerken')
                        or beschikking.beschikkingnummer
                        is not distinct from rij.beschikkingnummer::text
                    )
            )
        )
    order by
        rij.toewijzingsdatum asc,
        rij.toewijzingstijd asc,
        bericht.dagtekening asc,
        bericht.identificatie asc,
        rij.regel asc
) as answer
