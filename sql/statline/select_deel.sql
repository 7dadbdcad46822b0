-- How far a part of a pull is.
-- Parameters: $1 trek_id, $2 deel.
select
    statline_deel.deel,
    statline_deel.paginas,
    statline_deel.is_klaar,
    statline_deel.rijen,
    statline_deel.laatste_id,
    statline_deel.volgende
from landing.statline_deel as statline_deel
where statline_deel.trek_id = $1 and statline_deel.deel = $2;
