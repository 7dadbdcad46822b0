-- What a delivery of changes changes: every key that it tells of, unless changes of the same day
-- tell it that go first. Template: entiteit, velden.
-- Parameters: $1 bron, $2 date of the delivery. Fills csv_plan.
insert into csv_plan (rij_sleutel, is_nieuw, van, tot, is_gelijk)
select
    nieuw.rij_sleutel,
    true as is_nieuw,
    oud.gezien_van as van,
    oud.gezien_tot as tot,
    case
        when oud.rij_sleutel is null then false
        else not ((nieuw.velden) is distinct from (oud.velden))
    end as is_gelijk
from nieuw_entiteit as nieuw
left join landing.csv_entiteit as oud
    on
        nieuw.rij_sleutel = oud.rij_sleutel
        and oud.bron = $1
        and oud.gezien_van <= $2
        and (oud.gezien_tot is null or oud.gezien_tot > $2)
where oud.gezien_van is distinct from $2;
