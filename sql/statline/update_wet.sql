-- Gives the cells that stand of a table the law that the configuration says; the figures stay.
-- Parameters: $1 tabel_id, $2 wet. Idempotent; affects the cells that had another.
update dwh.feit_statline as feit
set wet = $2
where
    feit.tabel_id = $1
    and feit.vervallen_op is null
    and feit.wet is distinct from $2;
