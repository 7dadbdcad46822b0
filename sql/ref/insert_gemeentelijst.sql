-- Adds to the list of municipalities what it does not have yet.
-- Grain: one row per code and validity. Idempotent.
-- Parameters: $1 gemeentecode, $2 geldig_van, $3 geldig_tot; arrays of one length.
insert into ref.gemeentelijst (
    gemeentecode, geldig_van, geldig_tot
)
select
    given.gemeentecode,
    given.geldig_van,
    given.geldig_tot
from unnest(
    $1::text[],
    $2::date[],
    $3::date[]
) as given (gemeentecode, geldig_van, geldig_tot)
where
    not exists (
        select 1
        from ref.gemeentelijst as rij
        where
            rij.gemeentecode = given.gemeentecode
            and rij.geldig_van is not distinct from given.geldig_van
            and rij.geldig_tot is not distinct from given.geldig_tot
    )
