-- Counts the cells of a pull that are there.
-- Parameter: $1 trek_id.
select count(*) as cellen
from landing.statline_cel as statline_cel
where statline_cel.trek_id = $1;
