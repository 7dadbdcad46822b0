-- Lets runs that stood from the next full delivery begin at this one. Template: entiteit.
-- Parameters: $1 bron, $2 date of the delivery, $3 bestand_id. Idempotent.
update landing.csv_entiteit as csv
set
    gezien_van = $2,
    bestand_id = $3,
    regel = nieuw.regel
from csv_plan
inner join nieuw_entiteit as nieuw on csv_plan.rij_sleutel = nieuw.rij_sleutel
where
    csv_plan.is_verlenging
    and csv.bron = $1
    and csv.rij_sleutel = csv_plan.rij_sleutel
    and csv.gezien_van = csv_plan.volgende;
