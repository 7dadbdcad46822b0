-- Explains a chain: every 305, 307 and 323 record with its verdict, file, place and
-- the receiver's answer.
-- A record without an allocation number belongs to the chain when it was linked to it: it is one of
-- the same person.
-- Grain: one row per record, as JSON, in the order of the dates of the messages.
-- Parameters: $1 chain, $2 allocation. Reads only.
with record as (
    select
        rij.keten,
        rij.bestand_id,
        rij.regel,
        rij.agb_code,
        rij.clientsleutel,
        rij.productcategorie,
        rij.productcode,
        rij.beschikkingnummer,
        rij.toewijzing_ingangsdatum,
        rij.begindatum,
        null::date as einddatum,
        rij.status_aanlevering,
        null::text as reden_beeindiging,
        null::text as debet_credit,
        null::bigint as bedrag_eurocent
    from landing.start as rij
    union all
    select
        rij.keten,
        rij.bestand_id,
        rij.regel,
        rij.agb_code,
        rij.clientsleutel,
        rij.productcategorie,
        rij.productcode,
        rij.beschikkingnummer,
        rij.toewijzing_ingangsdatum,
        rij.begindatum,
        rij.einddatum,
        rij.status_aanlevering,
        rij.reden_beeindiging,
        null::text as debet_credit,
        null::bigint as bedrag_eurocent
    from landing.stop as rij
    union all
    select
        rij.keten,
        rij.bestand_id,
        rij.regel,
        rij.agb_code,
        rij.clientsleutel,
        rij.productcategorie,
        rij.productcode,
        null::bigint as beschikkingnummer,
        null::date as toewijzing_ingangsdatum,
        rij.periode_begin as begindatum,
        rij.periode_eind as einddatum,
        null::text as status_aanlevering,
        null::text as reden_beeindiging,
        rij.debet_credit,
        rij.bedrag_eurocent
    from landing.prestatie as rij
),

chain as (
    select $1::bigint as keten
    union distinct
    select rij.keten
    from landing.start as rij
    where
        rij.keten < 0
        and rij.clientsleutel in (
            select toewijzing.clientsleutel
            from landing.toewijzing as toewijzing
            where toewijzing.keten = $1
        )
    union distinct
    select rij.keten
    from landing.stop as rij
    where
        rij.keten < 0
        and rij.clientsleutel in (
            select toewijzing.clientsleutel
            from landing.toewijzing as toewijzing
            where toewijzing.keten = $1
        )
)

select row_to_json(answer)::text as rij
from (
    select
        bericht.berichtsoort,
        bericht.identificatie,
        bericht.agb_code as bericht_agb_code,
        record.regel,
        bericht.dagtekening,
        record.agb_code,
        record.clientsleutel,
        record.productcategorie,
        record.productcode,
        record.beschikkingnummer,
        record.toewijzing_ingangsdatum,
        record.begindatum,
        record.einddatum,
        record.status_aanlevering,
        record.reden_beeindiging,
        record.debet_credit,
        record.bedrag_eurocent,
        koppeling.koppelstatus,
        koppeling.koppelwijze,
        koppeling.client_gelijk,
        koppeling.aanbieder_gelijk,
        koppeling.product_gelijk,
        koppeling.periode_gelijk,
        koppeling.beschikking_gelijk,
        koppeling.koppelreden,
        bericht.release,
        antwoord.oordeel,
        antwoord.retourcodes,
        antwoord.berichtsoort as antwoord_soort,
        antwoord.dagtekening as antwoord_dagtekening,
        antwoord.bestand as antwoord_bestand,
        bestand.bron || '/' || bestand.naam as bestand
    from record
    inner join chain on record.keten = chain.keten
    inner join landing.bericht as bericht on record.bestand_id = bericht.bestand_id
    left join beheer.bestand as bestand on record.bestand_id = bestand.bestand_id
    left join dwh.feit_koppeling as koppeling
        on
            record.keten = koppeling.keten_sk
            and bericht.berichtsoort = koppeling.berichtsoort
            and bericht.agb_code = coalesce(koppeling.bericht_agb_code, koppeling.agb_code)
            and bericht.identificatie = koppeling.bericht_identificatie
            and record.regel = koppeling.regelnummer
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
        (record.keten = $1 and $1::bigint = $2::bigint)
        or koppeling.toewijzing_sk = $2
    order by
        bericht.dagtekening asc,
        bericht.berichtsoort asc,
        bericht.identificatie asc,
        record.regel asc
) as answer
