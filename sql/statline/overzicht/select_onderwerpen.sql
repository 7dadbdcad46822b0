-- The measures of the newest loaded version of a table.
-- Parameters: $1 tabel_id.
select
    onderwerp.onderwerp_code,
    onderwerp.pad,
    onderwerp.titel,
    onderwerp.label,
    onderwerp.eenheid,
    onderwerp.vermenigvuldiger,
    onderwerp.decimalen,
    onderwerp.gegevenstype
from dwh.dim_onderwerp as onderwerp
where onderwerp.tabel_id = $1 and onderwerp.is_actueel
order by onderwerp.onderwerp_code;
