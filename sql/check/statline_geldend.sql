-- Cells of CBS with a value that begins before the one before it ended, two that hold now included.
-- The values of a cell that comes more than once have each a course of their own, by volgnummer.
-- Grain: value. Returns no rows when all is well.
with verloop as (
    select
        feit.tabel_id,
        feit.onderwerp_sk,
        feit.gebied_sk,
        feit.periode,
        feit.volgnummer,
        feit.combinatie_sk,
        feit.geladen_op,
        feit.vervallen_op,
        lead(feit.geladen_op) over (
            partition by
                feit.tabel_id,
                feit.onderwerp_sk,
                feit.gebied_sk,
                feit.periode,
                feit.volgnummer,
                feit.combinatie_sk
            order by feit.geladen_op asc
        ) as volgende_op
    from dwh.feit_statline as feit
)

select
    verloop.tabel_id,
    verloop.onderwerp_sk,
    verloop.gebied_sk,
    verloop.periode,
    verloop.volgnummer,
    verloop.combinatie_sk,
    verloop.geladen_op
from verloop
where
    verloop.volgende_op is not null
    and (verloop.vervallen_op is null or verloop.vervallen_op > verloop.volgende_op);
