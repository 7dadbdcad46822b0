-- Explains a chain: the declaration lines, with file and place, verdict and the receiver's answer.
-- A line names a number: it is linked to the allocation of its chain or to none.
-- Grain: one row per line, as JSON. Parameters: $1 chain, $2 allocation. Reads only.
select row_to_json(answer)::text as rij
from (
    select
        feit.declaratienummer,
        feit.referentienummer,
        feit.vorig_referentienummer,
        feit.agb_code,
        feit.productperiode_begin,
        feit.productperiode_eind,
        product.productcategorie,
        product.productcode,
        feit.geleverd_volume,
        feit.eenheid,
        feit.tarief_eurocent,
        feit.bedrag_eurocent,
        feit.debet_credit,
        feit.status,
        feit.retourcodes,
        feit.telt_mee,
        feit.bericht_identificatie,
        feit.regelnummer,
        bericht.dagtekening,
        bericht.agb_code as bericht_agb_code,
        bericht.release,
        koppeling.koppelstatus,
        koppeling.koppelwijze,
        koppeling.client_gelijk,
        koppeling.aanbieder_gelijk,
        koppeling.product_gelijk,
        koppeling.periode_gelijk,
        koppeling.beschikking_gelijk,
        koppeling.koppelreden,
        antwoord.berichtsoort as antwoord_soort,
        antwoord.dagtekening as antwoord_dagtekening,
        antwoord.bestand as antwoord_bestand,
        bestand.bron || '/' || bestand.naam as bestand
    from dwh.feit_prestatie as feit
    left join dwh.dim_product as product on feit.product_sk = product.product_sk
    left join dwh.feit_koppeling as koppeling
        on
            feit.keten_sk = koppeling.keten_sk
            and koppeling.berichtsoort = '323'
            and feit.agb_code = coalesce(koppeling.bericht_agb_code, koppeling.agb_code)
            and feit.bericht_identificatie = koppeling.bericht_identificatie
            and feit.regelnummer = koppeling.regelnummer
    inner join landing.prestatie as rij
        on
            feit.keten_sk = rij.keten
            and feit.agb_code = rij.agb_code
            and feit.referentienummer = rij.referentienummer
            and feit.regelnummer = rij.regel
    inner join landing.bericht as bericht
        on
            rij.bestand_id = bericht.bestand_id
            and feit.bericht_identificatie = bericht.identificatie
    left join beheer.bestand as bestand on rij.bestand_id = bestand.bestand_id
    left join lateral (
        select
            retour.berichtsoort,
            retour.dagtekening,
            herkomst.bron || '/' || herkomst.naam as bestand
        from landing.bericht as retour
        left join beheer.bestand as herkomst on retour.bestand_id = herkomst.bestand_id
        where retour.betreft = bericht.identiteit
        order by retour.dagtekening asc, retour.inhoud asc
        limit 1
    ) as antwoord on true
    where feit.keten_sk = $1 and $1::bigint = $2::bigint
    order by
        feit.productperiode_begin asc,
        feit.bericht_identificatie asc,
        feit.regelnummer asc
) as answer
