-- Values of CBS with a number in their cell while no value of that cell has the number before it.
-- Grain: value that holds now. Returns no rows when all is well.
select
    feit.tabel_id,
    feit.onderwerp_sk,
    feit.gebied_sk,
    feit.periode,
    feit.volgnummer,
    feit.combinatie_sk
from dwh.feit_statline as feit
where
    feit.volgnummer > 0
    and feit.vervallen_op is null
    and not exists (
        select 1
        from dwh.feit_statline as vorig
        where
            feit.tabel_id = vorig.tabel_id
            and feit.onderwerp_sk = vorig.onderwerp_sk
            and feit.gebied_sk = vorig.gebied_sk
            and feit.periode = vorig.periode
            and feit.volgnummer - 1 = vorig.volgnummer
            and feit.combinatie_sk = vorig.combinatie_sk
            and vorig.vervallen_op is null
    );
