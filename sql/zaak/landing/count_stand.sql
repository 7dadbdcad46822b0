-- How many records of one entity stood before the day of a delivery. Template: entiteit. One row.
-- Parameters: $1 bron, $2 date. Reads only.
select count(*) as aantal
from landing.csv_entiteit as csv
where
    csv.bron = $1
    and csv.gezien_van < $2
    and (csv.gezien_tot is null or csv.gezien_tot >= $2);
