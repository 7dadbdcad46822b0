-- Facts that name an allocation that feit_toewijzing does not have.
-- Grain: fact and missing key. Returns no rows when all is well.
select
    'feit_toewijzing_versie' as feit,
    feit.toewijzing_sk
from dwh.feit_toewijzing_versie as feit
where
    not exists (
        select 1
        from dwh.feit_toewijzing as toewijzing
        where
            feit.toewijzing_sk = toewijzing.toewijzing_sk
            and feit.gemeentecode = toewijzing.gemeentecode
    )
union
select
    'feit_koppeling' as feit,
    feit.toewijzing_sk
from dwh.feit_koppeling as feit
where
    feit.toewijzing_sk is not null
    and not exists (
        select 1
        from dwh.feit_toewijzing as toewijzing
        where
            feit.toewijzing_sk = toewijzing.toewijzing_sk
            and feit.gemeentecode = toewijzing.gemeentecode
    )
union
select
    'feit_levering' as feit,
    feit.toewijzing_sk
from dwh.feit_levering as feit
where
    feit.toewijzing_sk is not null
    and not exists (
        select 1
        from dwh.feit_toewijzing as toewijzing
        where
            feit.toewijzing_sk = toewijzing.toewijzing_sk
            and feit.gemeentecode = toewijzing.gemeentecode
    )
union
select
    'feit_prestatie' as feit,
    feit.toewijzing_sk
from dwh.feit_prestatie as feit
where
    feit.toewijzing_sk is not null
    and not exists (
        select 1
        from dwh.feit_toewijzing as toewijzing
        where
            feit.toewijzing_sk = toewijzing.toewijzing_sk
            and feit.gemeentecode = toewijzing.gemeentecode
    )
union
select
    'feit_verzoek' as feit,
    feit.toewijzing_sk
from dwh.feit_verzoek as feit
where
    feit.toewijzing_sk is not null
    and not exists (
        select 1
        from dwh.feit_toewijzing as toewijzing
        where
            feit.toewijzing_sk = toewijzing.toewijzing_sk
            and feit.gemeentecode = toewijzing.gemeentecode
    );
