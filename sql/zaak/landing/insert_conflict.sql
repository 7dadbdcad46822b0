-- Adds the lines that tell something else of a key than another line does. Template: entiteit.
-- Parameter: $1 text, the entity. Idempotent.
insert into csv_conflict (regel, entiteit)
select distinct
    nieuw.regel,
    $1 as entiteit
from csv_dubbel
inner join nieuw_entiteit as nieuw on csv_dubbel.rij_sleutel = nieuw.rij_sleutel
where csv_dubbel.entiteit = $1 and csv_dubbel.is_conflict
on conflict do nothing;
