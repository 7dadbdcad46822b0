-- Removes from the list of municipalities what the new list does not have, before the rest of that
-- is added.
-- Idempotent.
-- Parameters: $1 gemeentecode, $2 geldig_van, $3 geldig_tot; arrays of one length.
with given as (
    select
        given.gemeentecode,
        given.geldig_van,
        given.geldig_tot
    from unnest(
        $1::text[],
        $2::date[],
        $3::date[]
    ) as given (gemeentecode, geldig_van, geldig_tot)
)

delete from ref.gemeentelijst as rij
where
    not exists (
        select 1
        from given
        where
            rij.gemeentecode = given.gemeentecode
            and rij.geldig_van is not distinct from given.geldig_van
            and rij.geldig_tot is not distinct from given.geldig_tot
    )
