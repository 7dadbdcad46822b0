-- Adds to the product list what it does not have yet.
-- Grain: one row per code, category, law and validity. Idempotent.
-- Parameters: $1 wet, $2 productcategorie, $3 productcode, $4 geldig_van, $5 geldig_tot; arrays of
-- one length.
insert into ref.productlijst (
    wet, productcategorie, productcode, geldig_van, geldig_tot
)
select
    given.wet,
    given.productcategorie,
    given.productcode,
    given.geldig_van,
    given.geldig_tot
from unnest(
    $1::text[],
    $2::text[],
    $3::text[],
    $4::date[],
    $5::date[]
) as given (wet, productcategorie, productcode, geldig_van, geldig_tot)
where
    not exists (
        select 1
        from ref.productlijst as rij
        where
            rij.wet = given.wet
            and rij.productcategorie = given.productcategorie
            and rij.productcode = given.productcode
            and rij.geldig_van is not distinct from given.geldig_van
            and rij.geldig_tot is not distinct from given.geldig_tot
    )
