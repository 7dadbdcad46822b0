-- Brings the provisions in line with landing: the newest content of each row of each source, with
-- person and case through the beschikking. Files of one system may be sources of their own: a
-- beschikking of the same source goes first, then one that stands, then the newest. Its case is
-- that of the same source, else that of the one source that has the number. Who is meant is asked
-- of the source that told of the person. The key of the allocation is computed from its number, as
-- in the messages: these may come later. A category that is not told is that of the product code.
-- Writes only what differs. One row: rows written and rows removed. Idempotent. No parameters.
with zaak as (
    select
        zaak.bron,
        coalesce(zaak.gemeentecode, '0000') as gemeentecode,
        zaak.zaaknummer,
        zaak.client,
        dwh.surrogaat(
            concat(
                'zaak|', zaak.bron, '|', coalesce(zaak.gemeentecode, '0000'), '|', zaak.zaaknummer
            )
        ) as zaak_sk
    from landing.csv_zaak as zaak
    where
        not exists (
            select 1
            from landing.csv_zaak as later
            where
                zaak.bron = later.bron
                and zaak.rij_sleutel = later.rij_sleutel
                and zaak.gezien_van < later.gezien_van
        )
),

enige_zaak as (
    select
        zaak.gemeentecode,
        zaak.zaaknummer,
        min(zaak.bron) as bron
    from zaak
    group by
        zaak.gemeentecode,
        zaak.zaaknummer
    having count(*) = 1
),

besluit as (
    select
        beschikking.bron,
        beschikking.rij_sleutel,
        beschikking.beschikking_sk,
        beschikking.gezien_van,
        beschikking.gezien_tot,
        coalesce(beschikking.client, zaak.client) as client,
        case when beschikking.client is null then zaak.bron else beschikking.bron end as clientbron,
        zaak.zaak_sk
    from landing.csv_beschikking as beschikking
    left join zaak as eigen_zaak
        on
            beschikking.zaaknummer = eigen_zaak.zaaknummer
            and coalesce(beschikking.gemeentecode, '0000') = eigen_zaak.gemeentecode
            and beschikking.bron = eigen_zaak.bron
    left join enige_zaak
        on
            beschikking.zaaknummer = enige_zaak.zaaknummer
            and coalesce(beschikking.gemeentecode, '0000') = enige_zaak.gemeentecode
    left join zaak
        on
            beschikking.zaaknummer = zaak.zaaknummer
            and coalesce(beschikking.gemeentecode, '0000') = zaak.gemeentecode
            and coalesce(eigen_zaak.bron, enige_zaak.bron) = zaak.bron
    where
        beschikking.beschikking_sk is not null
        and not exists (
            select 1
            from landing.csv_beschikking as later
            where
                beschikking.bron = later.bron
                and beschikking.rij_sleutel = later.rij_sleutel
                and beschikking.gezien_van < later.gezien_van
        )
),

grond as (
    -- Of each source that has voorzieningen of it the beschikking on which these rest.
    select distinct on (voorziening.bron, voorziening.beschikking_sk)
        voorziening.bron,
        voorziening.beschikking_sk,
        besluit.client,
        besluit.clientbron,
        besluit.zaak_sk
    from landing.csv_voorziening as voorziening
    inner join besluit on voorziening.beschikking_sk = besluit.beschikking_sk
    order by
        voorziening.bron asc,
        voorziening.beschikking_sk asc,
        voorziening.bron = besluit.bron desc,
        besluit.gezien_tot desc nulls first,
        besluit.gezien_van desc,
        besluit.bron asc,
        besluit.rij_sleutel asc
),

nieuw as (
    select
        coalesce(voorziening.gemeentecode, '0000')::bigint as gemeente_sk,
        coalesce(persoon.client_sk, 0) as client_sk,
        coalesce(voorziening.aanbieder_agb::bigint, 0) as aanbieder_sk,
        case
            when coalesce(voorziening.productcategorie, voorziening.productcode) is null then 0
            else
                dwh.surrogaat(
                    concat(
                        'product|', voorziening.wet, '|',
                        coalesce(voorziening.productcategorie, left(voorziening.productcode, 2)),
                        '|', voorziening.productcode
                    )
                )
        end as product_sk,
        coalesce(voorziening.beschikking_sk, 0) as beschikking_sk,
        (
            case voorziening.wet when 'wmo' then 10000 when 'jw' then 20000 end
            + voorziening.gemeentecode::bigint
        ) * 1000000000 + voorziening.toewijzingnummer as toewijzing_sk,
        grond.zaak_sk,
        dwh.surrogaat(
            concat('voorziening|', voorziening.bron, '|', voorziening.rij_sleutel)
        ) as voorziening_sk,
        voorziening.wet,
        coalesce(voorziening.gemeentecode, '0000') as gemeentecode,
        voorziening.aanbieder_agb as agb_code,
        voorziening.beschikkingnummer,
        voorziening.volgnummer,
        voorziening.eenheid,
        voorziening.frequentie,
        voorziening.leveringsvorm,
        voorziening.reden_einde,
        voorziening.status,
        voorziening.toewijzingnummer,
        voorziening.volume,
        voorziening.budget as budget_eurocent,
        voorziening.ingangsdatum,
        voorziening.einddatum,
        voorziening.bron,
        voorziening.bestand_id,
        voorziening.regel,
        voorziening.gezien_tot as vervallen_op
    from landing.csv_voorziening as voorziening
    left join grond
        on
            voorziening.beschikking_sk = grond.beschikking_sk
            and voorziening.bron = grond.bron
    left join pub_csv_client as persoon
        on
            coalesce(voorziening.client, grond.client) = persoon.client
            and coalesce(voorziening.gemeentecode, '0000') = persoon.gemeentecode
            and case when voorziening.client is null then grond.clientbron else voorziening.bron end
            = persoon.bron
    where
        not exists (
            select 1
            from landing.csv_voorziening as later
            where
                voorziening.bron = later.bron
                and voorziening.rij_sleutel = later.rij_sleutel
                and voorziening.gezien_van < later.gezien_van
        )
),

weg as (
    delete from dwh.feit_voorziening as oud
    where
        not exists (
            select 1
            from nieuw
            where oud.voorziening_sk = nieuw.voorziening_sk
        )
    returning 1
),

zet as (
    insert into dwh.feit_voorziening as oud (
        gemeente_sk, client_sk, aanbieder_sk, product_sk, beschikking_sk, toewijzing_sk,
        zaak_sk, voorziening_sk, wet, gemeentecode, agb_code, beschikkingnummer, volgnummer,
        eenheid, frequentie, leveringsvorm, reden_einde, status, toewijzingnummer, volume,
        budget_eurocent, ingangsdatum, einddatum, bron, bestand_id, regel, vervallen_op
    )
    select
        nieuw.gemeente_sk,
        nieuw.client_sk,
        nieuw.aanbieder_sk,
        nieuw.product_sk,
        nieuw.beschikking_sk,
        nieuw.toewijzing_sk,
        nieuw.zaak_sk,
        nieuw.voorziening_sk,
        nieuw.wet,
        nieuw.gemeentecode,
        nieuw.agb_code,
        nieuw.beschikkingnummer,
        nieuw.volgnummer,
        nieuw.eenheid,
        nieuw.frequentie,
        nieuw.leveringsvorm,
        nieuw.reden_einde,
        nieuw.status,
        nieuw.toewijzingnummer,
        nieuw.volume,
        nieuw.budget_eurocent,
        nieuw.ingangsdatum,
        nieuw.einddatum,
        nieuw.bron,
        nieuw.bestand_id,
        nieuw.regel,
        nieuw.vervallen_op
    from nieuw
    on conflict (voorziening_sk) do update
    set
        gemeente_sk = excluded.gemeente_sk,
        client_sk = excluded.client_sk,
        aanbieder_sk = excluded.aanbieder_sk,
        product_sk = excluded.product_sk,
        beschikking_sk = excluded.beschikking_sk,
        toewijzing_sk = excluded.toewijzing_sk,
        zaak_sk = excluded.zaak_sk,
        wet = excluded.wet,
        gemeentecode = excluded.gemeentecode,
        agb_code = excluded.agb_code,
        beschikkingnummer = excluded.beschikkingnummer,
        volgnummer = excluded.volgnummer,
        eenheid = excluded.eenheid,
        frequentie = excluded.frequentie,
        leveringsvorm = excluded.leveringsvorm,
        reden_einde = excluded.reden_einde,
        status = excluded.status,
        toewijzingnummer = excluded.toewijzingnummer,
        volume = excluded.volume,
        budget_eurocent = excluded.budget_eurocent,
        ingangsdatum = excluded.ingangsdatum,
        einddatum = excluded.einddatum,
        bron = excluded.bron,
        bestand_id = excluded.bestand_id,
        regel = excluded.regel,
        vervallen_op = excluded.vervallen_op
    where
        (
            oud.gemeente_sk, oud.client_sk, oud.aanbieder_sk, oud.product_sk,
            oud.beschikking_sk, oud.toewijzing_sk, oud.zaak_sk, oud.wet, oud.gemeentecode,
            oud.agb_code, oud.beschikkingnummer, oud.volgnummer, oud.eenheid,
            oud.frequentie, oud.leveringsvorm, oud.reden_einde, oud.status,
            oud.toewijzingnummer, oud.volume, oud.budget_eurocent, oud.ingangsdatum,
            oud.einddatum, oud.bron, oud.bestand_id, oud.regel, oud.vervallen_op
        ) is distinct from (
            excluded.gemeente_sk, excluded.client_sk, excluded.aanbieder_sk,
            excluded.product_sk, excluded.beschikking_sk, excluded.toewijzing_sk,
            excluded.zaak_sk, excluded.wet, excluded.gemeentecode, excluded.agb_code,
            excluded.beschikkingnummer, excluded.volgnummer, excluded.eenheid,
            excluded.frequentie, excluded.leveringsvorm, excluded.reden_einde,
            excluded.status, excluded.toewijzingnummer, excluded.volume,
            excluded.budget_eurocent, excluded.ingangsdatum, excluded.einddatum,
            excluded.bron, excluded.bestand_id, excluded.regel, excluded.vervallen_op
        )
    returning 1
)

select
    (select count(*) from zet) as geschreven,
    (select count(*) from weg) as verwijderd;
