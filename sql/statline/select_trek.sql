-- The pull of a source with this fingerprint, and the number of cells that it stored.
-- Parameters: $1 bron, $2 vingerafdruk. No row when there is none.
select
    statline_trek.trek_id,
    coalesce(sum(statline_deel.cellen), 0)::bigint as cellen
from landing.statline_trek as statline_trek
left join landing.statline_deel as statline_deel
    on statline_trek.trek_id = statline_deel.trek_id
where statline_trek.bron = $1 and statline_trek.vingerafdruk = $2
group by statline_trek.trek_id;
