-- Adds products that are not known yet; an unnamed category or code is the empty text. What CSV
-- told of one stays as it is.
-- Parameters: $1 bigint[] keys, $2 text[] laws, $3 text[] categories, $4 text[] codes.
-- Idempotent.
insert into dwh.dim_product as oud (
    product_sk, wet, productcategorie, productcode, categorie_omschrijving,
    product_omschrijving, toewijzingsvorm, segment
)
select
    product.product_sk,
    product.wet,
    product.productcategorie,
    product.productcode,
    coalesce(lijst.omschrijving, 'onbekend') as categorie_omschrijving,
    'onbekend' as product_omschrijving,
    case
        when product.productcategorie = '' then 'generiek'
        when product.productcode = '' then 'aspecifiek'
        else 'specifiek'
    end as toewijzingsvorm,
    'onbekend' as segment
from
    unnest($1::bigint[], $2::text[], $3::text[], $4::text[])
        as product (product_sk, wet, productcategorie, productcode)
left join ref.productcategorie as lijst
    on product.wet = lijst.wet and product.productcategorie = lijst.productcategorie
on conflict (product_sk) do update
set is_bericht = true
where not oud.is_bericht;
