-- The rest of a run that a delivery cuts in two: from the next full one on. Template: entiteit,
-- velden. Parameter: $1 bron. Not idempotent.
insert into landing.csv_entiteit (
    bron, gemeentecode, rij_sleutel, gezien_van, gezien_tot, bestand_id, regel, velden
)
select
    oud.bron,
    oud.gemeentecode,
    oud.rij_sleutel,
    csv_plan.volgende as gezien_van,
    csv_plan.tot as gezien_tot,
    oud.bestand_id,
    oud.regel,
    oud.velden
from csv_plan
inner join landing.csv_entiteit as oud
    on
        csv_plan.rij_sleutel = oud.rij_sleutel
        and csv_plan.van = oud.gezien_van
where csv_plan.is_rest and oud.bron = $1;
