-- Explains a chain: its findings, with what the rule is about and what a person decided.
-- Some rules look at more than a chain (a message, a dossier, a reference): their findings belong
-- here when they are about a record or a message of this chain, or about its allocation.
-- Grain: one row per finding, as JSON. Parameters: $1 chain of an allocation or of a request, $2
-- allocation. Reads only.
with record as (
    select
        rij.bestand_id,
        rij.regel,
        rij.agb_code
    from landing.toewijzing as rij
    where rij.keten = $1
    union all
    select
        rij.bestand_id,
        rij.regel,
        rij.agb_code
    from landing.start as rij
    where rij.keten = $1
    union all
    select
        rij.bestand_id,
        rij.regel,
        rij.agb_code
    from landing.stop as rij
    where rij.keten = $1
    union all
    select
        rij.bestand_id,
        rij.regel,
        rij.agb_code
    from landing.prestatie as rij
    where rij.keten = $1
    union all
    select
        rij.bestand_id,
        rij.regel,
        bericht.agb_code
    from landing.afgewezen_prestatie as rij
    inner join landing.bericht as bericht on rij.bestand_id = bericht.bestand_id
    where rij.keten = $1
    union all
    select
        rij.bestand_id,
        rij.regel,
        rij.agb_code
    from landing.verzoek as rij
    where
        rij.keten = $1
        or rij.toewijzing_keten = $2
        or rij.keten in (
            select toewijzing.verzoek_keten
            from landing.toewijzing as toewijzing
            where toewijzing.keten = $1
        )
    union all
    select
        rij.bestand_id,
        1 as regel,
        null as agb_code
    from landing.antwoord as rij
    where
        rij.keten = $1
        or rij.keten in (
            select toewijzing.verzoek_keten
            from landing.toewijzing as toewijzing
            where toewijzing.keten = $1
        )
        or rij.keten in (
            select verzoek.keten
            from landing.verzoek as verzoek
            where verzoek.toewijzing_keten = $2
        )
),

found as (
    select
        feit.bevinding_sk,
        feit.gemeentecode
    from dwh.feit_bevinding as feit
    where feit.keten_sk in ($1, $2) and ($1::bigint = $2::bigint or feit.berichtsoort = '301')
    union distinct
    select
        feit.bevinding_sk,
        feit.gemeentecode
    from record
    inner join landing.bericht as bericht on record.bestand_id = bericht.bestand_id
    inner join dwh.feit_bevinding as feit
        on
            bericht.wet = feit.wet
            and bericht.gemeentecode = feit.gemeentecode
            and bericht.berichtsoort = feit.berichtsoort
            and bericht.identificatie = feit.bericht_identificatie
            and feit.agb_code in (record.agb_code, bericht.agb_code)
            and record.regel = coalesce(feit.regelnummer, record.regel)
    union distinct
    select
        feit.bevinding_sk,
        feit.gemeentecode
    from dwh.feit_toewijzing as toewijzing
    inner join dwh.feit_bevinding as feit
        on
            toewijzing.wet = feit.wet
            and toewijzing.gemeentecode = feit.gemeentecode
            and toewijzing.toewijzingnummer = feit.toewijzingnummer
    where toewijzing.toewijzing_sk = $2 and feit.regelnummer is null
)

select row_to_json(answer)::text as rij
from (
    select
        feit.bevinding_sk::text as bevinding_sk,
        feit.regelcode,
        feit.ernst,
        regel.onderwerp,
        feit.status,
        feit.agb_code,
        feit.berichtsoort,
        feit.bericht_identificatie,
        feit.regelnummer,
        feit.toelichting,
        feit.eerst_gezien_op::date as eerst_gezien,
        feit.laatst_gezien_op::date as laatst_gezien,
        besluit.besluit,
        besluit.notitie,
        besluit.genomen_door
    from dwh.feit_bevinding as feit
    inner join found
        on feit.bevinding_sk = found.bevinding_sk and feit.gemeentecode = found.gemeentecode
    left join lateral (
        select dim.onderwerp
        from dwh.dim_regel as dim
        where dim.regelcode = feit.regelcode
        order by dim.regel_sk
        limit 1
    ) as regel on true
    left join lateral (
        select
            genomen.besluit,
            genomen.notitie,
            genomen.genomen_door
        from beheer.bevinding_besluit as genomen
        where
            genomen.bevinding_sk = feit.bevinding_sk
            and genomen.gemeentecode = feit.gemeentecode
        order by genomen.besluit_id desc
        limit 1
    ) as besluit on true
    order by
        feit.status asc,
        feit.regelcode asc,
        feit.bericht_identificatie asc,
        feit.regelnummer asc,
        feit.bevinding_sk asc
) as answer
