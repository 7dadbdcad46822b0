-- Lets the runs that the delivery began begin at the next full one. Template: entiteit.
-- Parameters: $1 bron, $2 date of the delivery. Idempotent.
update landing.csv_entiteit as csv
set gezien_van = csv_herstel.volgende
from csv_herstel
where
    csv_herstel.is_rest
    and csv.bron = $1
    and csv.rij_sleutel = csv_herstel.rij_sleutel
    and csv.gezien_van = $2;
