-- Sources that a pull is at work for and that are not configured any more.
-- Parameter: $1 text[] names of the sources that are.
select trek.bron
from landing.statline_trek as trek
where trek.bron <> all($1::text[])
order by trek.bron asc;
