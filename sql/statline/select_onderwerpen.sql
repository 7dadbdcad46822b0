-- The measures of a table that are known, to recognise them again.
-- Parameter: $1 tabel_id.
select
    dim_onderwerp.onderwerp_sk,
    dim_onderwerp.onderwerp_code,
    dim_onderwerp.pad,
    dim_onderwerp.titel,
    dim_onderwerp.eenheid,
    dim_onderwerp.volgnummer
from dwh.dim_onderwerp as dim_onderwerp
where dim_onderwerp.tabel_id = $1 and dim_onderwerp.onderwerp_sk > 0
order by dim_onderwerp.onderwerp_sk;
