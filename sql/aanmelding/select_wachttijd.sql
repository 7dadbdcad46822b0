-- When an attempt may be made again. Grain: at most one row. Reads only.
-- Parameters: $1 sleutel_hash.
select poging.vrij_op
from beheer.aanmeldpoging as poging
where poging.sleutel_hash = $1
