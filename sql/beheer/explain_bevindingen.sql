-- Explains a chain: its findings, with what the rule is about and what a person decided.
-- Some rules look at more than a chain (a message, a dossier, a reference): their findings belong
-- here when they are about a record or a message of this chain, or about its allocation. One about
-- another allocation stays away, also when a message of this chain is why.
-- Findings are looked for by what the rules look at: that is what has an index.
-- Grain: one row per finding, as JSON. Parameters: $1 chain of an allocation or of a request, $2
-- allocation. Reads only.
with verzocht as (
    select $1::bigint as keten
    union distinct
    select toewijzing.verzoek_keten as keten
    from landing.toewijzing as toewijzing
    where toewijzing.keten = $1
    union distinct
    select verzoek.keten
    from landing.verzoek as verzoek
    where verzoek.toewijzing_keten = $2
),

rij as (
    select
        rij.bestand_id,
        rij.regel,
        rij.agb_code,
        rij.keten,
        rij.dossier as kring,
        null::bigint as kenmerk
    from landing.toewijzing as rij
    where rij.keten = $1
    union all
    select
        rij.bestand_id,
        rij.regel,
        rij.agb_code,
        rij.keten,
        null::bigint as kring,
        null::bigint as kenmerk
    from landing.start as rij
    where rij.keten = $1
    union all
    select
        rij.bestand_id,
        rij.regel,
        rij.agb_code,
        rij.keten,
        null::bigint as kring,
        null::bigint as kenmerk
    from landing.stop as rij
    where rij.keten = $1
    union all
    select
        rij.bestand_id,
        rij.regel,
        rij.agb_code,
        rij.keten,
        rij.referentie_sk as kring,
        null::bigint as kenmerk
    from landing.prestatie as rij
    where rij.keten = $1
    union all
    select
        rij.bestand_id,
        rij.regel,
        null::text as agb_code,
        rij.keten,
        null::bigint as kring,
        null::bigint as kenmerk
    from landing.afgewezen_prestatie as rij
    where rij.keten = $1
    union all
    select
        rij.bestand_id,
        rij.regel,
        rij.agb_code,
        rij.keten,
        rij.dossier as kring,
        rij.kenmerk_sk as kenmerk
    from landing.verzoek as rij
    inner join verzocht on rij.keten = verzocht.keten
    union all
    select
        rij.bestand_id,
        rij.regel,
        rij.agb_code,
        rij.keten,
        rij.dossier as kring,
        rij.kenmerk_sk as kenmerk
    from landing.verzoek as rij
    where rij.toewijzing_keten = $2
    union all
    select
        rij.bestand_id,
        1 as regel,
        null::text as agb_code,
        rij.keten,
        null::bigint as kring,
        null::bigint as kenmerk
    from landing.antwoord as rij
    inner join verzocht on rij.keten = verzocht.keten
),

record as materialized (
    select
        bericht.wet,
        bericht.gemeentecode,
        bericht.berichtsoort,
        bericht.identificatie,
        coalesce(rij.agb_code, bericht.agb_code) as agb_code,
        bericht.agb_code as bericht_agb_code,
        rij.regel,
        rij.keten,
        rij.kring,
        coalesce(rij.kenmerk, declaratie.kenmerk_sk) as kenmerk,
        landing.berichtkring(bericht.identiteit) as bericht,
        landing.berichtkring(bericht.betreft) as betreft
    from rij
    inner join landing.bericht as bericht on rij.bestand_id = bericht.bestand_id
    left join landing.declaratie as declaratie on rij.bestand_id = declaratie.bestand_id
),

kring as (
    select $1::bigint as sleutel
    union distinct
    select $2::bigint as sleutel
    union distinct
    select kant.sleutel
    from record
    cross join lateral (
        values
        (record.keten), (record.kring), (record.kenmerk), (record.bericht), (record.betreft)
    ) as kant (sleutel)
    where kant.sleutel is not null
),

candidate as materialized (
    select
        feit.bevinding_sk,
        feit.gemeentecode,
        feit.keten_sk,
        feit.wet,
        feit.agb_code,
        feit.berichtsoort,
        feit.bericht_identificatie,
        feit.regelnummer,
        feit.toewijzingnummer
    from kring
    inner join dwh.feit_bevinding as feit on kring.sleutel = feit.keten_sk
    union all
    -- A message that was refused as a whole has no chain.
    select
        feit.bevinding_sk,
        feit.gemeentecode,
        feit.keten_sk,
        feit.wet,
        feit.agb_code,
        feit.berichtsoort,
        feit.bericht_identificatie,
        feit.regelnummer,
        feit.toewijzingnummer
    from dwh.feit_bevinding as feit
    where feit.keten_sk is null
),

bericht as (
    select distinct
        record.wet,
        record.gemeentecode,
        record.berichtsoort,
        record.identificatie,
        record.agb_code,
        record.bericht_agb_code
    from record
),

found as (
    select
        feit.bevinding_sk,
        feit.gemeentecode
    from candidate as feit
    where feit.keten_sk in ($1, $2) and ($1::bigint = $2::bigint or feit.berichtsoort = '301')
    union distinct
    -- On a record.
    select
        feit.bevinding_sk,
        feit.gemeentecode
    from candidate as feit
    inner join record
        on
            feit.wet = record.wet
            and feit.gemeentecode = record.gemeentecode
            and feit.berichtsoort = record.berichtsoort
            and feit.bericht_identificatie = record.identificatie
            and feit.regelnummer = record.regel
    where feit.agb_code in (record.agb_code, record.bericht_agb_code)
    union distinct
    -- On a message as a whole.
    select
        feit.bevinding_sk,
        feit.gemeentecode
    from candidate as feit
    inner join bericht
        on
            feit.wet = bericht.wet
            and feit.gemeentecode = bericht.gemeentecode
            and feit.berichtsoort = bericht.berichtsoort
            and feit.bericht_identificatie = bericht.identificatie
    where
        feit.regelnummer is null
        and feit.toewijzingnummer is null
        and feit.agb_code in (bericht.agb_code, bericht.bericht_agb_code)
    union distinct
    -- On the allocation.
    select
        feit.bevinding_sk,
        feit.gemeentecode
    from dwh.feit_toewijzing as toewijzing
    inner join candidate as feit
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
