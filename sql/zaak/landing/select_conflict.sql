-- The lines with a conflict, the first ones, and how many there are. Reads only.
-- Parameter: $1 bigint, the largest number of rows.
select
    csv_conflict.regel,
    csv_conflict.entiteit,
    count(*) over () as aantal
from csv_conflict
order by csv_conflict.regel
limit $1;
