-- Deletes the runs that only the delivery held up, and those that become one with the run before.
-- Template: entiteit. Parameters: $1 bron, $2 date of the delivery. Idempotent.
delete from landing.csv_entiteit as csv
using csv_herstel
where
    csv.bron = $1
    and csv.rij_sleutel = csv_herstel.rij_sleutel
    and (
        (csv_herstel.begint and not csv_herstel.is_rest and csv.gezien_van = $2)
        or (csv_herstel.is_samen and csv.gezien_van = csv_herstel.volgende)
    );
