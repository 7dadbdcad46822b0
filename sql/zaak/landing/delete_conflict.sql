-- Takes the records of the lines with a conflict out of a delivery, and keeps their keys.
-- Template: entiteit. Parameter: $1 text, the entity. Idempotent.
with weg as (
    delete from nieuw_entiteit as nieuw
    using csv_conflict
    where nieuw.regel = csv_conflict.regel
    returning nieuw.rij_sleutel
)

insert into csv_twijfel (entiteit, rij_sleutel)
select distinct
    $1 as entiteit,
    weg.rij_sleutel
from weg
on conflict do nothing;
