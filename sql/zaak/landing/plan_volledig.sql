-- What a full delivery changes: what is new or other than what stood on its day, and what stood but
-- is gone. A key in doubt stays; what changes of the same day tell goes first.
-- Template: entiteit, velden.
-- Parameters: $1 bron, $2 date of the delivery, $3 text entity. Fills csv_plan.
insert into csv_plan (rij_sleutel, is_nieuw, van, tot, is_gelijk)
with oud as (
    select
        csv.rij_sleutel,
        csv.gezien_van,
        csv.gezien_tot,
        csv.velden
    from landing.csv_entiteit as csv
    where
        csv.bron = $1
        and csv.gezien_van <= $2
        and (csv.gezien_tot is null or csv.gezien_tot > $2)
)

select
    coalesce(nieuw.rij_sleutel, oud.rij_sleutel) as rij_sleutel,
    nieuw.rij_sleutel is not null as is_nieuw,
    oud.gezien_van as van,
    oud.gezien_tot as tot,
    false as is_gelijk
from nieuw_entiteit as nieuw
full outer join oud on nieuw.rij_sleutel = oud.rij_sleutel
where
    (
        nieuw.rij_sleutel is null
        or oud.rij_sleutel is null
        or (nieuw.velden) is distinct from (oud.velden)
    )
    and oud.gezien_van is distinct from $2
    and not exists (
        select 1
        from csv_twijfel
        where
            csv_twijfel.entiteit = $3
            and csv_twijfel.rij_sleutel = coalesce(nieuw.rij_sleutel, oud.rij_sleutel)
    );
