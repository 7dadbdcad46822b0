-- Persons, providers and products without exactly one row that holds, or whose rows overlap or
-- leave a gap: a row ends on the day that the next begins.
-- Grain: member and what is wrong. Returns no rows when all is well.
with rij as (
    select
        'dim_client' as dimensie,
        client.clientsleutel::text as sleutel,
        client.is_actueel,
        client.geldig_van,
        client.geldig_tot
    from dwh.dim_client as client
    union all
    select
        'dim_aanbieder' as dimensie,
        aanbieder.agb_code::text as sleutel,
        aanbieder.is_actueel,
        aanbieder.geldig_van,
        aanbieder.geldig_tot
    from dwh.dim_aanbieder as aanbieder
    union all
    select
        'dim_product' as dimensie,
        concat_ws('|', product.wet, product.productcategorie, product.productcode) as sleutel,
        product.is_actueel,
        product.geldig_van,
        product.geldig_tot
    from dwh.dim_product as product
),

gevolgd as (
    select
        rij.dimensie,
        rij.sleutel,
        rij.is_actueel,
        rij.geldig_tot,
        lead(rij.geldig_van) over (
            partition by rij.dimensie, rij.sleutel order by rij.geldig_van
        ) as volgende_van
    from rij
)

select
    gevolgd.dimensie,
    gevolgd.sleutel,
    'gat of overlap' as fout
from gevolgd
where
    (gevolgd.volgende_van is null and not gevolgd.is_actueel)
    or (
        gevolgd.volgende_van is not null
        and (gevolgd.is_actueel or gevolgd.geldig_tot is distinct from gevolgd.volgende_van)
    );
