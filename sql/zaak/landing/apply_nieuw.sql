-- The new runs, in the order of their key: that is quick for the index. Template: entiteit, velden.
-- Parameters: $1 bron, $2 date of the delivery, $3 bestand_id. Not idempotent.
insert into landing.csv_entiteit (
    bron, gemeentecode, rij_sleutel, gezien_van, gezien_tot, bestand_id, regel, velden
)
select
    $1 as bron,
    nieuw.gemeentecode,
    nieuw.rij_sleutel,
    $2 as gezien_van,
    csv_plan.eind as gezien_tot,
    $3 as bestand_id,
    nieuw.regel,
    nieuw.velden
from csv_plan
inner join nieuw_entiteit as nieuw on csv_plan.rij_sleutel = nieuw.rij_sleutel
where csv_plan.is_nieuw and not csv_plan.is_verlenging
order by nieuw.rij_sleutel;
