-- Whether a table has, or ever had, a cell with more than one value.
-- Parameter: $1 tabel_id. One row.
select exists(
    select 1
    from dwh.feit_statline as feit
    where feit.tabel_id = $1 and feit.volgnummer > 0
) as has_double;
