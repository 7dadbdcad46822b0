-- Cells that stand of a table, within the selection: as insert_verschil compares them.
-- Parameters: $1 tabel_id; whether $2 all measures, $3 all areas, $4 all periods and
-- $5 all combinations are meant. One row.
select count(*) as cellen
from dwh.feit_statline as feit
where
    feit.tabel_id = $1
    and feit.vervallen_op is null
    and (
        $2
        or feit.onderwerp_sk in (
            select onderwerp.onderwerp_sk
            from pub_statline_onderwerp as onderwerp
            where onderwerp.is_gewenst
        )
    )
    and (
        $3
        or feit.gebied_sk in (
            select gebied.gebied_sk
            from pub_statline_gebied as gebied
            where gebied.is_gewenst
        )
    )
    and (
        $4
        or feit.periode in (
            select periode.periode
            from pub_statline_periode as periode
            where periode.is_gewenst
        )
    )
    and (
        $5
        or feit.combinatie_sk in (
            select bereik.combinatie_sk
            from pub_statline_bereik as bereik
        )
    );
