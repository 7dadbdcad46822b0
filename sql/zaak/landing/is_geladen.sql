-- Tells whether rows of a file were loaded when it was read before. Reads only.
-- Parameters: $1 bron, $2 bestand_id. One row.
select count(*) > 0 as is_geladen
from beheer.csv_levering
where
    bron = $1
    and bestand_id = $2
    and rijen > 0;
