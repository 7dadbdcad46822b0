-- The periods of a loaded table, as one dimension: how many, and the first and last by code.
-- Parameters: $1 tabel_id.
with genummerd as (
    select
        periode.periode,
        periode.titel,
        row_number() over (order by periode.periode) as voor,
        row_number() over (order by periode.periode desc) as achter
    from dwh.dim_statline_periode as periode
    where periode.tabel_id = $1 and periode.vervallen_op is null
)

select
    '' as naam,
    '' as titel,
    'periode' as rol,
    count(*) as codes,
    0::bigint as totalen,
    0::bigint as marges,
    max(genummerd.periode) filter (where genummerd.voor = 1) as eerste_code,
    max(genummerd.titel) filter (where genummerd.voor = 1) as eerste_titel,
    max(genummerd.periode) filter (where genummerd.achter = 1) as laatste_code,
    max(genummerd.titel) filter (where genummerd.achter = 1) as laatste_titel
from genummerd
having count(*) > 0;
