-- Tells how findings stand.
-- Grain: one row per finding. Parameter: $1 findings. Reads only.
select
    feit.bevinding_sk,
    feit.status
from dwh.feit_bevinding as feit
where feit.bevinding_sk = any($1::bigint[])
order by feit.bevinding_sk
