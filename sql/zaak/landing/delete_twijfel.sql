-- A key that another line tells of is not in doubt. Template: entiteit.
-- Parameter: $1 text, the entity. Idempotent.
delete from csv_twijfel as twijfel
using nieuw_entiteit as nieuw
where twijfel.entiteit = $1 and twijfel.rij_sleutel = nieuw.rij_sleutel;
