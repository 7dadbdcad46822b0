-- Brings the figures of areas and providers in line with landing: the newest content of each row
-- of each source. The municipality is that of the row, else of the source, else of the area.
-- Writes only what differs. One row: rows written and rows removed. Idempotent. No parameters.
with herkomst as (
    select
        meting.bron,
        meting.rij_sleutel,
        meting.gezien_van,
        coalesce(
            meting.gemeentecode, substring(meting.gebiedscode from '^(?:GM|WK|BU)([0-9]{4})'),
            '0000'
        ) as gemeentecode
    from landing.csv_meting as meting
),

nieuw as (
    select
        herkomst.gemeentecode::bigint as gemeente_sk,
        coalesce(dwh.surrogaat('gebied|' || meting.gebiedscode || '|'), 0) as gebied_sk,
        coalesce(meting.aanbieder_agb::bigint, 0) as aanbieder_sk,
        dwh.surrogaat(
            concat('meting|', meting.bron, '|', meting.rij_sleutel)
        ) as meting_sk,
        null::text as wet,
        herkomst.gemeentecode,
        meting.gebiedscode,
        meting.aanbieder_agb as agb_code,
        meting.periode,
        case
            when meting.periode ~ '^[0-9]{4}JJ00$' then 'jaar'
            when meting.periode ~ '^[0-9]{4}HJ0[12]$' then 'halfjaar'
            when meting.periode ~ '^[0-9]{4}KW0[1-4]$' then 'kwartaal'
            when meting.periode ~ '^[0-9]{4}MM(0[1-9]|1[0-2])$' then 'maand'
            when meting.periode ~ '^[0-9]{4}W1[0-9]{2}$' then 'week'
            when meting.periode ~ '^[0-9]{8}$' then 'dag'
            else 'overig'
        end as periode_soort,
        meting.indicator,
        meting.waarde,
        meting.n,
        meting.bron,
        meting.bestand_id,
        meting.regel,
        meting.gezien_tot as vervallen_op
    from landing.csv_meting as meting
    inner join herkomst
        on
            meting.bron = herkomst.bron
            and meting.rij_sleutel = herkomst.rij_sleutel
            and meting.gezien_van = herkomst.gezien_van
    where
        not exists (
            select 1
            from landing.csv_meting as later
            where
                meting.bron = later.bron
                and meting.rij_sleutel = later.rij_sleutel
                and meting.gezien_van < later.gezien_van
        )
),

weg as (
    delete from dwh.feit_meting as oud
    where
        not exists (
            select 1
            from nieuw
            where oud.meting_sk = nieuw.meting_sk
        )
    returning 1
),

zet as (
    insert into dwh.feit_meting as oud (
        gemeente_sk, gebied_sk, aanbieder_sk, meting_sk, wet, gemeentecode, gebiedscode,
        agb_code, periode, periode_soort, indicator, waarde, n, bron, bestand_id, regel,
        vervallen_op
    )
    select
        nieuw.gemeente_sk,
        nieuw.gebied_sk,
        nieuw.aanbieder_sk,
        nieuw.meting_sk,
        nieuw.wet,
        nieuw.gemeentecode,
        nieuw.gebiedscode,
        nieuw.agb_code,
        nieuw.periode,
        nieuw.periode_soort,
        nieuw.indicator,
        nieuw.waarde,
        nieuw.n,
        nieuw.bron,
        nieuw.bestand_id,
        nieuw.regel,
        nieuw.vervallen_op
    from nieuw
    on conflict (meting_sk) do update
    set
        gemeente_sk = excluded.gemeente_sk,
        gebied_sk = excluded.gebied_sk,
        aanbieder_sk = excluded.aanbieder_sk,
        wet = excluded.wet,
        gemeentecode = excluded.gemeentecode,
        gebiedscode = excluded.gebiedscode,
        agb_code = excluded.agb_code,
        periode = excluded.periode,
        periode_soort = excluded.periode_soort,
        indicator = excluded.indicator,
        waarde = excluded.waarde,
        n = excluded.n,
        bron = excluded.bron,
        bestand_id = excluded.bestand_id,
        regel = excluded.regel,
        vervallen_op = excluded.vervallen_op
    where
        (
            oud.gemeente_sk, oud.gebied_sk, oud.aanbieder_sk, oud.wet, oud.gemeentecode,
            oud.gebiedscode, oud.agb_code, oud.periode, oud.periode_soort, oud.indicator,
            oud.waarde, oud.n, oud.bron, oud.bestand_id, oud.regel, oud.vervallen_op
        ) is distinct from (
            excluded.gemeente_sk, excluded.gebied_sk, excluded.aanbieder_sk, excluded.wet,
            excluded.gemeentecode, excluded.gebiedscode, excluded.agb_code,
            excluded.periode, excluded.periode_soort, excluded.indicator, excluded.waarde,
            excluded.n, excluded.bron, excluded.bestand_id, excluded.regel,
            excluded.vervallen_op
        )
    returning 1
)

select
    (select count(*) from zet) as geschreven,
    (select count(*) from weg) as verwijderd;
