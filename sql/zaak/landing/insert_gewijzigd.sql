-- Remembers the keys of one entity that change. Parameter: $1 text entity.
insert into csv_gewijzigd (entiteit, rij_sleutel)
select
    $1 as entiteit,
    csv_plan.rij_sleutel
from csv_plan
union all
select
    $1 as entiteit,
    csv_herstel.rij_sleutel
from csv_herstel;
