-- Points the figures of CBS at municipalities that came with a message after those figures: finds
-- them by the area. No parameters. Idempotent; run when a municipality is new.
update dwh.feit_statline as feit
set gemeente_sk = gemeente.gemeente_sk
from dwh.dim_gebied as gebied
inner join dwh.dim_gemeente as gemeente on gebied.gemeentecode = gemeente.gemeentecode
where
    feit.gebied_sk = gebied.gebied_sk
    and feit.gemeente_sk = 0
    and gemeente.gemeente_sk > 0;
