-- Lets the runs before last on. Template: entiteit. Parameter: $1 bron. Idempotent.
update landing.csv_entiteit as csv
set gezien_tot = csv_herstel.eind
from csv_herstel
where
    csv.bron = $1
    and csv.rij_sleutel = csv_herstel.rij_sleutel
    and csv.gezien_van = csv_herstel.vorig_van;
