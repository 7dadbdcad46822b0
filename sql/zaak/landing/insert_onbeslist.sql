-- Keeps the keys that a full delivery is in doubt of.
-- Parameters: $1 bron, $2 text entity, $3 date of the delivery, $4 bestand_id. Idempotent.
insert into beheer.csv_onbeslist (bron, entiteit, rij_sleutel, peildatum, bestand_id)
select
    $1 as bron,
    csv_twijfel.entiteit,
    csv_twijfel.rij_sleutel,
    $3 as peildatum,
    $4 as bestand_id
from csv_twijfel
where csv_twijfel.entiteit = $2
on conflict do nothing;
