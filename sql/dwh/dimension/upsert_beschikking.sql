-- Brings the beschikkingen of pub_beschikking in line with landing: as the newest Beschikking of a
-- 301 says; else as a 301 record names it; else as the newest 315 says. Of messages that were sent
-- back only the number is known: facts may name it. What no message names any more goes.
-- Idempotent: writes only what differs.
with bron as (
    select
        pub_beschikking.beschikking_sk,
        1 as rang,
        'toewijzing' as bron,
        beschikking.bestand_id,
        beschikking.afgiftedatum,
        beschikking.ingangsdatum,
        beschikking.einddatum
    from pub_beschikking
    inner join landing.beschikking as beschikking
        on
            pub_beschikking.beschikkingnummer = beschikking.beschikkingnummer
            and pub_beschikking.gemeentecode = beschikking.gemeentecode
            and pub_beschikking.wet = beschikking.wet
    union all
    select
        pub_beschikking.beschikking_sk,
        2 as rang,
        'toewijzing' as bron,
        toewijzing.bestand_id,
        null::date as afgiftedatum,
        null::date as ingangsdatum,
        null::date as einddatum
    from pub_beschikking
    inner join landing.toewijzing as toewijzing
        on
            pub_beschikking.beschikkingnummer = toewijzing.beschikkingnummer
            and pub_beschikking.gemeentecode = toewijzing.gemeentecode
            and pub_beschikking.wet = toewijzing.wet
    union all
    select
        pub_beschikking.beschikking_sk,
        3 as rang,
        'verzoek' as bron,
        verzoek.bestand_id,
        null::date as afgiftedatum,
        verzoek.beschikking_ingangsdatum as ingangsdatum,
        null::date as einddatum
    from pub_beschikking
    inner join landing.verzoek as verzoek
        on
            pub_beschikking.beschikkingnummer = verzoek.beschikkingnummer
            and pub_beschikking.gemeentecode = verzoek.gemeentecode
            and pub_beschikking.wet = verzoek.wet
),

beantwoord as (
    select
        bericht.bestand_id,
        bericht.dagtekening,
        bericht.identificatie,
        bericht.identiteit,
        coalesce(antwoord.oordeel = 'afgewezen', false) as is_afgewezen
    from landing.bericht as bericht
    left join lateral (
        select retour.oordeel
        from landing.bericht as retour
        where retour.betreft = bericht.identiteit
        order by retour.dagtekening, retour.inhoud
        limit 1
    ) as antwoord on true
    where exists (
        select 1
        from bron
        where bericht.bestand_id = bron.bestand_id
    )
),

stand as (
    select distinct on (bron.beschikking_sk)
        bron.beschikking_sk,
        bron.bron,
        bron.bestand_id,
        case when not bericht.is_afgewezen then bron.afgiftedatum end as afgiftedatum,
        case when not bericht.is_afgewezen then bron.ingangsdatum end as ingangsdatum,
        case when not bericht.is_afgewezen then bron.einddatum end as einddatum
    from bron
    inner join beantwoord as bericht on bron.bestand_id = bericht.bestand_id
    order by
        bron.beschikking_sk asc,
        bericht.is_afgewezen asc,
        bron.rang asc,
        bron.afgiftedatum desc nulls last,
        bericht.dagtekening desc,
        bericht.identificatie desc,
        bericht.identiteit desc,
        bron.ingangsdatum desc nulls last,
        bron.einddatum desc nulls first
),

weg as (
    delete from dwh.dim_beschikking as oud
    using pub_beschikking
    where
        oud.beschikking_sk = pub_beschikking.beschikking_sk
        and not exists (
            select 1
            from stand
            where oud.beschikking_sk = stand.beschikking_sk
        )
)

insert into dwh.dim_beschikking as oud (
    beschikking_sk, wet, gemeentecode, beschikkingnummer, bron, afgiftedatum, ingangsdatum,
    einddatum, bestand_id
)
select
    pub_beschikking.beschikking_sk,
    pub_beschikking.wet,
    pub_beschikking.gemeentecode,
    pub_beschikking.beschikkingnummer::text as beschikkingnummer,
    stand.bron,
    stand.afgiftedatum,
    stand.ingangsdatum,
    stand.einddatum,
    stand.bestand_id
from pub_beschikking
inner join stand on pub_beschikking.beschikking_sk = stand.beschikking_sk
on conflict (beschikking_sk) do update
set
    bron = excluded.bron,
    afgiftedatum = excluded.afgiftedatum,
    ingangsdatum = excluded.ingangsdatum,
    einddatum = excluded.einddatum,
    bestand_id = excluded.bestand_id
where
    (oud.bron, oud.afgiftedatum, oud.ingangsdatum, oud.einddatum, oud.bestand_id)
    is distinct from
    (
        excluded.bron, excluded.afgiftedatum, excluded.ingangsdatum, excluded.einddatum,
        excluded.bestand_id
    );
