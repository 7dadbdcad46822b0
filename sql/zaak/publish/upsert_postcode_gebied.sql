-- Brings the areas of postcodes in line with landing: the newest content of each row of each
-- source.
-- Writes only what differs. One row: rows written and rows removed. Idempotent. No parameters.
with nieuw as (
    select
        dwh.surrogaat(
            concat('postcode|', gebied.bron, '|', gebied.rij_sleutel)
        ) as postcode_gebied_sk,
        coalesce(gebied.gemeentecode, '0000') as gemeentecode,
        gebied.postcode,
        gebied.gebiedscode,
        gebied.gezien_van as gezien_op,
        gebied.bron,
        gebied.bestand_id,
        gebied.regel,
        gebied.gezien_tot as vervallen_op
    from landing.csv_gebied as gebied
    where
        not exists (
            select 1
            from landing.csv_gebied as later
            where
                gebied.bron = later.bron
                and gebied.rij_sleutel = later.rij_sleutel
                and gebied.gezien_van < later.gezien_van
        )
),

weg as (
    delete from ref.postcode_gebied as oud
    where
        not exists (
            select 1
            from nieuw
            where oud.postcode_gebied_sk = nieuw.postcode_gebied_sk
        )
    returning 1
),

zet as (
    insert into ref.postcode_gebied as oud (
        postcode_gebied_sk, gemeentecode, postcode, gebiedscode, gezien_op, bron,
        bestand_id, regel, vervallen_op
    )
    select
        nieuw.postcode_gebied_sk,
        nieuw.gemeentecode,
        nieuw.postcode,
        nieuw.gebiedscode,
        nieuw.gezien_op,
        nieuw.bron,
        nieuw.bestand_id,
        nieuw.regel,
        nieuw.vervallen_op
    from nieuw
    on conflict (postcode_gebied_sk) do update
    set
        gemeentecode = excluded.gemeentecode,
        postcode = excluded.postcode,
        gebiedscode = excluded.gebiedscode,
        gezien_op = excluded.gezien_op,
        bron = excluded.bron,
        bestand_id = excluded.bestand_id,
        regel = excluded.regel,
        vervallen_op = excluded.vervallen_op
    where
        (
            oud.gemeentecode, oud.postcode, oud.gebiedscode, oud.gezien_op, oud.bron,
            oud.bestand_id, oud.regel, oud.vervallen_op
        ) is distinct from (
            excluded.gemeentecode, excluded.postcode, excluded.gebiedscode,
            excluded.gezien_op, excluded.bron, excluded.bestand_id, excluded.regel,
            excluded.vervallen_op
        )
    returning 1
)

select
    (select count(*) from zet) as geschreven,
    (select count(*) from weg) as verwijderd;
