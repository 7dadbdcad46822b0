-- Closes the cells that stand of a table at a place where no source puts them any more; affects as
-- many rows as there are of those. Parameters: $1 tabel_id, $2 versie, $3 moment; the place:
-- $4 period (empty: any), $5 gebied_sk (empty: any), and whether $6 only wijken and buurten of
-- the map of $7 are meant.
update dwh.feit_statline as feit
set vervallen_op = $3, vervallen_versie = $2
where
    feit.tabel_id = $1
    and feit.vervallen_op is null
    and feit.geladen_op < $3
    and ($4::text is null or feit.periode = $4)
    and ($5::bigint is null or feit.gebied_sk = $5)
    and (
        not $6
        or feit.gebied_sk in (
            select gebied.gebied_sk
            from dwh.dim_gebied as gebied
            where gebied.niveau in ('wijk', 'buurt') and gebied.jaar is not distinct from $7
        )
    );
