-- Tells whether anything of one entity of a source stands otherwise than before a file with known
-- bytes was folded in. Template: entiteit, velden. Parameter: $1 bron. One row. Reads only.
with nu as (
    select
        csv.rij_sleutel,
        csv.gezien_van,
        csv.gezien_tot,
        csv.velden
    from landing.csv_entiteit as csv
    where csv.bron = $1
)

select
    exists(
        select 1
        from stand_entiteit as stand
        full outer join nu
            on
                stand.rij_sleutel = nu.rij_sleutel
                and stand.gezien_van = nu.gezien_van
        where
            stand.rij_sleutel is null
            or nu.rij_sleutel is null
            or stand.gezien_tot is distinct from nu.gezien_tot
            or (stand.velden) is distinct from (nu.velden)
    ) as is_veranderd;
