-- Remembers all keys of one entity of a source. Template: entiteit.
-- Parameters: $1 bron, $2 text entity.
insert into csv_gewijzigd (entiteit, rij_sleutel)
select distinct
    $2 as entiteit,
    csv.rij_sleutel
from landing.csv_entiteit as csv
where csv.bron = $1;
