-- Removes products that only a source named, which no longer does. No parameters. Idempotent.
delete from dwh.dim_product as dim
where
    dim.product_sk > 0
    and not dim.is_bericht
    and not dim.is_csv;
