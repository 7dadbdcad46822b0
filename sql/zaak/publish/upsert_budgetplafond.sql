-- Brings the ceilings in line with landing: the newest content of each row of each source.
-- Writes only what differs. One row: rows written and rows removed. Idempotent. No parameters.
with nieuw as (
    select
        dwh.surrogaat(
            concat('budgetplafond|', budgetplafond.bron, '|', budgetplafond.rij_sleutel)
        ) as budgetplafond_sk,
        budgetplafond.wet,
        coalesce(budgetplafond.gemeentecode, '0000') as gemeentecode,
        budgetplafond.aanbieder_agb as agb_code,
        budgetplafond.productcategorie,
        budgetplafond.bedrag as bedrag_eurocent,
        budgetplafond.geldig_van,
        budgetplafond.geldig_tot,
        budgetplafond.bron,
        budgetplafond.bestand_id,
        budgetplafond.regel,
        budgetplafond.gezien_tot as vervallen_op
    from landing.csv_budgetplafond as budgetplafond
    where
        not exists (
            select 1
            from landing.csv_budgetplafond as later
            where
                budgetplafond.bron = later.bron
                and budgetplafond.rij_sleutel = later.rij_sleutel
                and budgetplafond.gezien_van < later.gezien_van
        )
),

weg as (
    delete from ref.budgetplafond as oud
    where
        not exists (
            select 1
            from nieuw
            where oud.budgetplafond_sk = nieuw.budgetplafond_sk
        )
    returning 1
),

zet as (
    insert into ref.budgetplafond as oud (
        budgetplafond_sk, wet, gemeentecode, agb_code, productcategorie, bedrag_eurocent,
        geldig_van, geldig_tot, bron, bestand_id, regel, vervallen_op
    )
    select
        nieuw.budgetplafond_sk,
        nieuw.wet,
        nieuw.gemeentecode,
        nieuw.agb_code,
        nieuw.productcategorie,
        nieuw.bedrag_eurocent,
        nieuw.geldig_van,
        nieuw.geldig_tot,
        nieuw.bron,
        nieuw.bestand_id,
        nieuw.regel,
        nieuw.vervallen_op
    from nieuw
    on conflict (budgetplafond_sk) do update
    set
        wet = excluded.wet,
        gemeentecode = excluded.gemeentecode,
        agb_code = excluded.agb_code,
        productcategorie = excluded.productcategorie,
        bedrag_eurocent = excluded.bedrag_eurocent,
        geldig_van = excluded.geldig_van,
        geldig_tot = excluded.geldig_tot,
        bron = excluded.bron,
        bestand_id = excluded.bestand_id,
        regel = excluded.regel,
        vervallen_op = excluded.vervallen_op
    where
        (
            oud.wet, oud.gemeentecode, oud.agb_code, oud.productcategorie,
            oud.bedrag_eurocent, oud.geldig_van, oud.geldig_tot, oud.bron, oud.bestand_id,
            oud.regel, oud.vervallen_op
        ) is distinct from (
            excluded.wet, excluded.gemeentecode, excluded.agb_code,
            excluded.productcategorie, excluded.bedrag_eurocent, excluded.geldig_van,
            excluded.geldig_tot, excluded.bron, excluded.bestand_id, excluded.regel,
            excluded.vervallen_op
        )
    returning 1
)

select
    (select count(*) from zet) as geschreven,
    (select count(*) from weg) as verwijderd;
