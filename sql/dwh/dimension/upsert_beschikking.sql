-- Brings the beschikkingen of pub_beschikking in line with landing: as a case system told last, of
-- the beschikking, else of its voorzieningen together (each time of what stands, else of what
-- ended); else as the newest Beschikking of a 301 says; else as a 301 record names it; else as the
-- newest 315 says. Of messages that were sent back only the number is known: facts may name it.
-- What no message names any more goes.
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

bericht_stand as (
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

zaak_beschikking as (
    select distinct on (csv.beschikking_sk)
        csv.beschikking_sk,
        csv.bestand_id,
        csv.afgiftedatum,
        csv.ingangsdatum,
        csv.einddatum
    from pub_beschikking
    inner join landing.csv_beschikking as csv
        on pub_beschikking.beschikking_sk = csv.beschikking_sk
    order by
        csv.beschikking_sk asc,
        csv.gezien_tot desc nulls first,
        csv.gezien_van desc,
        csv.bron asc,
        csv.rij_sleutel asc
),

zaak_voorziening as (
    select
        csv.beschikking_sk,
        max(csv.bestand_id) as bestand_id,
        min(csv.ingangsdatum) as ingangsdatum,
        case when bool_and(csv.einddatum is not null) then max(csv.einddatum) end as einddatum
    from pub_beschikking
    inner join landing.csv_voorziening as csv
        on pub_beschikking.beschikking_sk = csv.beschikking_sk
    where
        not exists (
            select 1
            from landing.csv_voorziening as later
            where
                csv.bron = later.bron
                and csv.rij_sleutel = later.rij_sleutel
                and csv.gezien_van < later.gezien_van
        )
        and (
            csv.gezien_tot is null
            or not exists (
                select 1
                from landing.csv_voorziening as staand
                where
                    csv.beschikking_sk = staand.beschikking_sk
                    and staand.gezien_tot is null
            )
        )
    group by csv.beschikking_sk
),

zaak_stand as (
    select
        coalesce(besluit.beschikking_sk, voorziening.beschikking_sk) as beschikking_sk,
        coalesce(besluit.bestand_id, voorziening.bestand_id) as bestand_id,
        besluit.afgiftedatum,
        case
            when coalesce(besluit.ingangsdatum, besluit.einddatum) is null
                then voorziening.ingangsdatum
            else besluit.ingangsdatum
        end as ingangsdatum,
        case
            when coalesce(besluit.ingangsdatum, besluit.einddatum) is null
                then voorziening.einddatum
            else besluit.einddatum
        end as einddatum
    from zaak_beschikking as besluit
    full outer join zaak_voorziening as voorziening
        on besluit.beschikking_sk = voorziening.beschikking_sk
),

stand as (
    select
        zaak_stand.beschikking_sk,
        'zaaksysteem' as bron,
        zaak_stand.bestand_id,
        zaak_stand.afgiftedatum,
        zaak_stand.ingangsdatum,
        zaak_stand.einddatum
    from zaak_stand
    union all
    select
        bericht_stand.beschikking_sk,
        bericht_stand.bron,
        bericht_stand.bestand_id,
        bericht_stand.afgiftedatum,
        bericht_stand.ingangsdatum,
        bericht_stand.einddatum
    from bericht_stand
    where
        not exists (
            select 1
            from zaak_stand
            where bericht_stand.beschikking_sk = zaak_stand.beschikking_sk
        )
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
    coalesce(pub_beschikking.beschikkingnummer::text, pub_beschikking.kenmerk)
        as beschikkingnummer,
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
