-- Removes from the contract tariffs what the new list does not have, before the rest of that is
-- added. Tariffs of CSV (bron) are left alone.
-- Idempotent.
-- Parameters: $1 wet, $2 gemeentecode, $3 agb_code, $4 productcategorie, $5 productcode, $6
-- eenheid, $7 tarief_eurocent, $8 geldig_van, $9 geldig_tot; arrays of one length.
with given as (
    select
        given.wet,
        given.gemeentecode,
        given.agb_code,
        given.productcategorie,
        given.productcode,
        given.eenheid,
        given.tarief_eurocent,
        given.geldig_van,
        given.geldig_tot
    from unnest(
        $1::text[],
        $2::text[],
        $3::text[],
        $4::text[],
        $5::text[],
        $6::text[],
        $7::bigint[],
        $8::date[],
        $9::date[]
    ) as given (
        wet, gemeentecode, agb_code, productcategorie, productcode, eenheid, tarief_eurocent,
        geldig_van, geldig_tot
    )
)

delete from ref.contract_tarief as rij
where
    rij.bron = ''
    and not exists (
        select 1
        from given
        where
            rij.wet = given.wet
            and rij.gemeentecode = given.gemeentecode
            and rij.agb_code = given.agb_code
            and rij.productcategorie = given.productcategorie
            and rij.productcode = given.productcode
            and rij.eenheid = given.eenheid
            and rij.tarief_eurocent = given.tarief_eurocent
            and rij.geldig_van is not distinct from given.geldig_van
            and rij.geldig_tot is not distinct from given.geldig_tot
    )
