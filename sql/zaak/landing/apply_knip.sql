-- Ends the runs that a delivery ends. Template: entiteit.
-- Parameters: $1 bron, $2 date of the delivery. Idempotent.
update landing.csv_entiteit as csv
set gezien_tot = $2
from csv_plan
where
    csv.bron = $1
    and csv.rij_sleutel = csv_plan.rij_sleutel
    and csv.gezien_van = csv_plan.van;
