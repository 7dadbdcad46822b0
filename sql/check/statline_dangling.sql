-- Figures of CBS that name a member that its dimension does not have.
-- Grain: missing key. Returns no rows when all is well.
select
    'onderwerp_sk' as kolom,
    feit.onderwerp_sk::text as sleutel,
    count(*) as rijen
from dwh.feit_statline as feit
where
    not exists (
        select 1
        from dwh.dim_onderwerp as dim
        where feit.onderwerp_sk = dim.onderwerp_sk and feit.tabel_id = dim.tabel_id
    )
group by feit.onderwerp_sk
union all
select
    'gebied_sk' as kolom,
    feit.gebied_sk::text as sleutel,
    count(*) as rijen
from dwh.feit_statline as feit
where
    not exists (
        select 1
        from dwh.dim_gebied as dim
        where
            feit.gebied_sk = dim.gebied_sk
            and feit.gemeentecode is not distinct from dim.gemeentecode
    )
group by feit.gebied_sk
union all
select
    'combinatie_sk' as kolom,
    feit.combinatie_sk::text as sleutel,
    count(*) as rijen
from dwh.feit_statline as feit
where
    not exists (
        select 1
        from dwh.dim_statline_combinatie as dim
        where
            feit.combinatie_sk = dim.combinatie_sk
            and feit.tabel_id = dim.tabel_id
            and feit.dimensies = dim.dimensies
    )
group by feit.combinatie_sk
union all
select
    'gemeente_sk' as kolom,
    feit.gemeente_sk::text as sleutel,
    count(*) as rijen
from dwh.feit_statline as feit
where
    feit.gemeente_sk <> 0
    and not exists (
        select 1
        from dwh.dim_gemeente as dim
        where
            feit.gemeente_sk = dim.gemeente_sk
            and feit.gemeentecode = dim.gemeentecode
    )
group by feit.gemeente_sk
union all
select
    'periode' as kolom,
    concat_ws(' ', feit.tabel_id, feit.periode) as sleutel,
    count(*) as rijen
from dwh.feit_statline as feit
where
    not exists (
        select 1
        from dwh.dim_statline_periode as dim
        where
            feit.tabel_id = dim.tabel_id
            and feit.periode = dim.periode
            and feit.periode_soort = dim.periode_soort
            and dim.vervallen_op is null
    )
group by feit.tabel_id, feit.periode
union all
select
    'tabel_id' as kolom,
    feit.tabel_id as sleutel,
    count(*) as rijen
from dwh.feit_statline as feit
where
    not exists (
        select 1
        from ref.statline_tabel as tabel
        where feit.tabel_id = tabel.tabel_id and feit.geladen_op = tabel.geladen_op
    )
group by feit.tabel_id;
