-- Removes providers that only a source named, which no longer does. No parameters. Idempotent.
delete from dwh.dim_aanbieder as dim
where
    dim.aanbieder_sk > 0
    and not dim.is_bericht
    and not dim.is_csv;
