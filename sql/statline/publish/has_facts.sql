-- Whether there are facts of a table. Parameter: $1 tabel_id. One row.
select exists(
    select 1
    from dwh.feit_statline as feit
    where feit.tabel_id = $1
) as has_facts;
