-- Removes persons that only a source named, which no longer does. No parameters. Idempotent.
delete from dwh.dim_client as dim
where
    dim.client_sk > 0
    and not dim.is_bericht
    and not dim.is_csv;
