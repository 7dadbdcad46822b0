-- Closes the row of every period with another status now; another title is no other period and is
-- put right. Parameters: $1 tabel_id, $2 moment. Idempotent.
update dwh.dim_statline_periode as dim
set
    vervallen_op = case when dim.status <> nieuw.status then $2::timestamptz end,
    titel = case dim.status when nieuw.status then nieuw.titel else dim.titel end
from pub_statline_periode as nieuw
where
    dim.tabel_id = $1
    and dim.periode = nieuw.periode
    and dim.vervallen_op is null
    and (dim.status, dim.titel) is distinct from (nieuw.status, nieuw.titel);
