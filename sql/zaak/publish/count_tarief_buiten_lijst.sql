-- Counts the tariffs of CSV that no rule can judge by (upsert_contract_tarief.sql). One row.
-- Reads only. No parameters.
select count(*) as tarieven
from landing.csv_tarief as tarief
left join ref.productcategorie as lijst
    on tarief.wet = lijst.wet and tarief.productcategorie = lijst.productcategorie
where
    not (
        lijst.wet is not null
        and tarief.gemeentecode is not null
        and tarief.productcode is not null
        and coalesce(tarief.eenheid, '') in ('01', '04', '14', '16', '82', '83', '84')
        and tarief.wet in ('wmo', 'jw')
    )
    and not exists (
        select 1
        from landing.csv_tarief as later
        where
            tarief.bron = later.bron
            and tarief.rij_sleutel = later.rij_sleutel
            and tarief.gezien_van < later.gezien_van
    );
