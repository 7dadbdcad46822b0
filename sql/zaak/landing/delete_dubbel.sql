-- Takes the records out of a delivery that were there before, and keeps their lines.
-- Template: entiteit. Parameter: $1 text, the entity. Idempotent.
with weg as (
    delete from nieuw_entiteit as nieuw
    using csv_dubbel
    where
        csv_dubbel.entiteit = $1
        and nieuw.rij_sleutel = csv_dubbel.rij_sleutel
        and nieuw.ctid <> csv_dubbel.eerste
    returning nieuw.regel
)

insert into csv_dubbelregel (regel)
select distinct weg.regel
from weg
on conflict do nothing;
