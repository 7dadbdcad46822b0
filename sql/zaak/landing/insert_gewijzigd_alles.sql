-- Remembers all keys of a delivery of one entity: all are new. Template: entiteit.
-- Parameter: $1 text entity.
insert into csv_gewijzigd (entiteit, rij_sleutel)
select
    $1 as entiteit,
    nieuw.rij_sleutel
from nieuw_entiteit as nieuw;
