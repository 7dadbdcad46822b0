-- Gathers the products that a source names, and those that one named before. A category that is
-- not told is that of the product code, as for the bridge.
-- No parameters.
with genoemd as (
    select
        csv.wet,
        csv.productcategorie,
        coalesce(csv.productcode, '') as productcode
    from landing.csv_product as csv
    union
    select
        csv.wet,
        coalesce(csv.productcategorie, left(csv.productcode, 2), '') as productcategorie,
        coalesce(csv.productcode, '') as productcode
    from landing.csv_voorziening as csv
    where coalesce(csv.productcategorie, csv.productcode) is not null
)

insert into pub_csv_product (wet, productcategorie, productcode, is_csv)
select
    genoemd.wet,
    genoemd.productcategorie,
    genoemd.productcode,
    true as is_csv
from genoemd
union
select
    product.wet,
    product.productcategorie,
    product.productcode,
    false as is_csv
from dwh.dim_product as product
where
    product.is_actueel
    and product.is_csv
    and not exists (
        select 1
        from genoemd
        where
            product.wet = genoemd.wet
            and product.productcategorie = genoemd.productcategorie
            and product.productcode = genoemd.productcode
    );
