-- All records of a delivery, when it is the only one: nothing stood. Template: entiteit, velden.
-- Parameters: $1 bron, $2 date of the delivery, $3 bestand_id. Not idempotent.
insert into landing.csv_entiteit (
    bron, gemeentecode, rij_sleutel, gezien_van, gezien_tot, bestand_id, regel, velden
)
select
    $1 as bron,
    nieuw.gemeentecode,
    nieuw.rij_sleutel,
    $2 as gezien_van,
    null::date as gezien_tot,
    $3 as bestand_id,
    nieuw.regel,
    nieuw.velden
from nieuw_entiteit as nieuw
order by nieuw.rij_sleutel;
