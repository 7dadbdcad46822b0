-- Counts findings, also those that the limit of a list leaves out.
-- Grain: one row. Parameters: $1 status, $2 rule, $3 severity, $4 provider, $5 municipality; null:
-- all. Reads only.
select count(*) as aantal
from dwh.feit_bevinding as feit
where
    ($1::text is null or feit.status = $1::text)
    and ($2::text is null or feit.regelcode = $2::text)
    and ($3::text is null or feit.ernst = $3::text)
    and ($4::text is null or feit.agb_code = $4::char(8))
    and ($5::text is null or feit.gemeentecode = $5::char(4))
