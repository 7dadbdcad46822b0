-- Brings the contract tariffs of CSV in line with landing, beside those of the command: the newest
-- content of each row of each source. A tariff that a full delivery no longer has held until the
-- day before. Rules judge by this list: what they cannot read (another law, no product code, no
-- unit, no municipality, a code outside its list) stays in landing alone. Of several rows on one
-- key the one that stands wins, then the newest.
-- Writes only what differs. One row: rows written and rows removed. Idempotent. No parameters.
with nieuw as (
    select distinct on (
        tarief.bron, tarief.wet, tarief.gemeentecode, tarief.aanbieder_agb,
        tarief.productcategorie, tarief.productcode, tarief.eenheid, tarief.geldig_van
    )
        tarief.bron,
        tarief.wet,
        tarief.gemeentecode::text as gemeentecode,
        tarief.aanbieder_agb as agb_code,
        tarief.productcategorie,
        tarief.productcode,
        tarief.eenheid,
        tarief.tarief as tarief_eurocent,
        tarief.geldig_van,
        least(tarief.geldig_tot, tarief.gezien_tot - 1) as geldig_tot
    from landing.csv_tarief as tarief
    inner join ref.productcategorie as lijst
        on tarief.wet = lijst.wet and tarief.productcategorie = lijst.productcategorie
    where
        tarief.gemeentecode is not null
        and tarief.productcode is not null
        and tarief.eenheid in ('01', '04', '14', '16', '82', '83', '84')
        and tarief.wet in ('wmo', 'jw')
        and coalesce(
            tarief.geldig_van <= least(tarief.geldig_tot, tarief.gezien_tot - 1), true
        )
        and not exists (
            select 1
            from landing.csv_tarief as later
            where
                tarief.bron = later.bron
                and tarief.rij_sleutel = later.rij_sleutel
                and tarief.gezien_van < later.gezien_van
        )
    order by
        tarief.bron asc,
        tarief.wet asc,
        tarief.gemeentecode asc,
        tarief.aanbieder_agb asc,
        tarief.productcategorie asc,
        tarief.productcode asc,
        tarief.eenheid asc,
        tarief.geldig_van asc,
        tarief.gezien_tot desc nulls first,
        tarief.gezien_van desc,
        tarief.rij_sleutel asc
),

weg as (
    delete from ref.contract_tarief as oud
    where
        oud.bron <> ''
        and not exists (
            select 1
            from nieuw
            where
                oud.bron = nieuw.bron
                and oud.wet = nieuw.wet
                and oud.gemeentecode = nieuw.gemeentecode
                and oud.agb_code = nieuw.agb_code
                and oud.productcategorie = nieuw.productcategorie
                and oud.productcode = nieuw.productcode
                and oud.eenheid = nieuw.eenheid
                and oud.geldig_van = nieuw.geldig_van
        )
    returning 1
),

zet as (
    insert into ref.contract_tarief as oud (
        bron, wet, gemeentecode, agb_code, productcategorie, productcode, eenheid, geldig_van,
        tarief_eurocent, geldig_tot
    )
    select
        nieuw.bron,
        nieuw.wet,
        nieuw.gemeentecode,
        nieuw.agb_code,
        nieuw.productcategorie,
        nieuw.productcode,
        nieuw.eenheid,
        nieuw.geldig_van,
        nieuw.tarief_eurocent,
        nieuw.geldig_tot
    from nieuw
    on conflict (
        bron, wet, gemeentecode, agb_code, productcategorie, productcode, eenheid, geldig_van
    ) do update
    set
        tarief_eurocent = excluded.tarief_eurocent,
        geldig_tot = excluded.geldig_tot
    where
        (oud.tarief_eurocent, oud.geldig_tot)
        is distinct from (excluded.tarief_eurocent, excluded.geldig_tot)
    returning 1
)

select
    (select count(*) from zet) as geschreven,
    (select count(*) from weg) as verwijderd;
