-- Facts that name a member that its dimension does not have, or not as the row that holds.
-- Grain: fact, column and missing key. Returns no rows when all is well.
select
    'feit_bericht' as feit,
    'gemeente_sk' as kolom,
    feit.gemeente_sk as sleutel,
    count(*) as rijen
from dwh.feit_bericht as feit
where
    not exists (
        select 1
        from dwh.dim_gemeente as dim
        where feit.gemeente_sk = dim.gemeente_sk
    )
group by feit.gemeente_sk
union all
select
    'feit_bericht' as feit,
    'aanbieder_sk' as kolom,
    feit.aanbieder_sk as sleutel,
    count(*) as rijen
from dwh.feit_bericht as feit
where
    not exists (
        select 1
        from dwh.dim_aanbieder as dim
        where feit.aanbieder_sk = dim.aanbieder_sk and dim.is_actueel
    )
group by feit.aanbieder_sk
union all
select
    'feit_toewijzing' as feit,
    'gemeente_sk' as kolom,
    feit.gemeente_sk as sleutel,
    count(*) as rijen
from dwh.feit_toewijzing as feit
where
    not exists (
        select 1
        from dwh.dim_gemeente as dim
        where feit.gemeente_sk = dim.gemeente_sk
    )
group by feit.gemeente_sk
union all
select
    'feit_toewijzing' as feit,
    'aanbieder_sk' as kolom,
    feit.aanbieder_sk as sleutel,
    count(*) as rijen
from dwh.feit_toewijzing as feit
where
    not exists (
        select 1
        from dwh.dim_aanbieder as dim
        where feit.aanbieder_sk = dim.aanbieder_sk and dim.is_actueel
    )
group by feit.aanbieder_sk
union all
select
    'feit_toewijzing' as feit,
    'client_sk' as kolom,
    feit.client_sk as sleutel,
    count(*) as rijen
from dwh.feit_toewijzing as feit
where
    not exists (
        select 1
        from dwh.dim_client as dim
        where feit.client_sk = dim.client_sk and dim.is_actueel
    )
group by feit.client_sk
union all
select
    'feit_toewijzing' as feit,
    'product_sk' as kolom,
    feit.product_sk as sleutel,
    count(*) as rijen
from dwh.feit_toewijzing as feit
where
    not exists (
        select 1
        from dwh.dim_product as dim
        where feit.product_sk = dim.product_sk and dim.is_actueel
    )
group by feit.product_sk
union all
select
    'feit_toewijzing' as feit,
    'beschikking_sk' as kolom,
    feit.beschikking_sk as sleutel,
    count(*) as rijen
from dwh.feit_toewijzing as feit
where
    not exists (
        select 1
        from dwh.dim_beschikking as dim
        where feit.beschikking_sk = dim.beschikking_sk
    )
group by feit.beschikking_sk
union all
select
    'feit_toewijzing_versie' as feit,
    'gemeente_sk' as kolom,
    feit.gemeente_sk as sleutel,
    count(*) as rijen
from dwh.feit_toewijzing_versie as feit
where
    not exists (
        select 1
        from dwh.dim_gemeente as dim
        where feit.gemeente_sk = dim.gemeente_sk
    )
group by feit.gemeente_sk
union all
select
    'feit_toewijzing_versie' as feit,
    'aanbieder_sk' as kolom,
    feit.aanbieder_sk as sleutel,
    count(*) as rijen
from dwh.feit_toewijzing_versie as feit
where
    not exists (
        select 1
        from dwh.dim_aanbieder as dim
        where feit.aanbieder_sk = dim.aanbieder_sk and dim.is_actueel
    )
group by feit.aanbieder_sk
union all
select
    'feit_toewijzing_versie' as feit,
    'client_sk' as kolom,
    feit.client_sk as sleutel,
    count(*) as rijen
from dwh.feit_toewijzing_versie as feit
where
    not exists (
        select 1
        from dwh.dim_client as dim
        where feit.client_sk = dim.client_sk and dim.is_actueel
    )
group by feit.client_sk
union all
select
    'feit_toewijzing_versie' as feit,
    'product_sk' as kolom,
    feit.product_sk as sleutel,
    count(*) as rijen
from dwh.feit_toewijzing_versie as feit
where
    not exists (
        select 1
        from dwh.dim_product as dim
        where feit.product_sk = dim.product_sk and dim.is_actueel
    )
group by feit.product_sk
union all
select
    'feit_toewijzing_versie' as feit,
    'beschikking_sk' as kolom,
    feit.beschikking_sk as sleutel,
    count(*) as rijen
from dwh.feit_toewijzing_versie as feit
where
    not exists (
        select 1
        from dwh.dim_beschikking as dim
        where feit.beschikking_sk = dim.beschikking_sk
    )
group by feit.beschikking_sk
union all
select
    'feit_koppeling' as feit,
    'gemeente_sk' as kolom,
    feit.gemeente_sk as sleutel,
    count(*) as rijen
from dwh.feit_koppeling as feit
where
    not exists (
        select 1
        from dwh.dim_gemeente as dim
        where feit.gemeente_sk = dim.gemeente_sk
    )
group by feit.gemeente_sk
union all
select
    'feit_koppeling' as feit,
    'aanbieder_sk' as kolom,
    feit.aanbieder_sk as sleutel,
    count(*) as rijen
from dwh.feit_koppeling as feit
where
    not exists (
        select 1
        from dwh.dim_aanbieder as dim
        where feit.aanbieder_sk = dim.aanbieder_sk and dim.is_actueel
    )
group by feit.aanbieder_sk
union all
select
    'feit_koppeling' as feit,
    'client_sk' as kolom,
    feit.client_sk as sleutel,
    count(*) as rijen
from dwh.feit_koppeling as feit
where
    not exists (
        select 1
        from dwh.dim_client as dim
        where feit.client_sk = dim.client_sk and dim.is_actueel
    )
group by feit.client_sk
union all
select
    'feit_koppeling' as feit,
    'product_sk' as kolom,
    feit.product_sk as sleutel,
    count(*) as rijen
from dwh.feit_koppeling as feit
where
    not exists (
        select 1
        from dwh.dim_product as dim
        where feit.product_sk = dim.product_sk and dim.is_actueel
    )
group by feit.product_sk
union all
select
    'feit_levering' as feit,
    'gemeente_sk' as kolom,
    feit.gemeente_sk as sleutel,
    count(*) as rijen
from dwh.feit_levering as feit
where
    not exists (
        select 1
        from dwh.dim_gemeente as dim
        where feit.gemeente_sk = dim.gemeente_sk
    )
group by feit.gemeente_sk
union all
select
    'feit_levering' as feit,
    'aanbieder_sk' as kolom,
    feit.aanbieder_sk as sleutel,
    count(*) as rijen
from dwh.feit_levering as feit
where
    not exists (
        select 1
        from dwh.dim_aanbieder as dim
        where feit.aanbieder_sk = dim.aanbieder_sk and dim.is_actueel
    )
group by feit.aanbieder_sk
union all
select
    'feit_levering' as feit,
    'client_sk' as kolom,
    feit.client_sk as sleutel,
    count(*) as rijen
from dwh.feit_levering as feit
where
    not exists (
        select 1
        from dwh.dim_client as dim
        where feit.client_sk = dim.client_sk and dim.is_actueel
    )
group by feit.client_sk
union all
select
    'feit_levering' as feit,
    'product_sk' as kolom,
    feit.product_sk as sleutel,
    count(*) as rijen
from dwh.feit_levering as feit
where
    not exists (
        select 1
        from dwh.dim_product as dim
        where feit.product_sk = dim.product_sk and dim.is_actueel
    )
group by feit.product_sk
union all
select
    'feit_prestatie' as feit,
    'gemeente_sk' as kolom,
    feit.gemeente_sk as sleutel,
    count(*) as rijen
from dwh.feit_prestatie as feit
where
    not exists (
        select 1
        from dwh.dim_gemeente as dim
        where feit.gemeente_sk = dim.gemeente_sk
    )
group by feit.gemeente_sk
union all
select
    'feit_prestatie' as feit,
    'aanbieder_sk' as kolom,
    feit.aanbieder_sk as sleutel,
    count(*) as rijen
from dwh.feit_prestatie as feit
where
    not exists (
        select 1
        from dwh.dim_aanbieder as dim
        where feit.aanbieder_sk = dim.aanbieder_sk and dim.is_actueel
    )
group by feit.aanbieder_sk
union all
select
    'feit_prestatie' as feit,
    'client_sk' as kolom,
    feit.client_sk as sleutel,
    count(*) as rijen
from dwh.feit_prestatie as feit
where
    not exists (
        select 1
        from dwh.dim_client as dim
        where feit.client_sk = dim.client_sk and dim.is_actueel
    )
group by feit.client_sk
union all
select
    'feit_prestatie' as feit,
    'product_sk' as kolom,
    feit.product_sk as sleutel,
    count(*) as rijen
from dwh.feit_prestatie as feit
where
    not exists (
        select 1
        from dwh.dim_product as dim
        where feit.product_sk = dim.product_sk and dim.is_actueel
    )
group by feit.product_sk
union all
select
    'feit_bevinding' as feit,
    'gemeente_sk' as kolom,
    feit.gemeente_sk as sleutel,
    count(*) as rijen
from dwh.feit_bevinding as feit
where
    not exists (
        select 1
        from dwh.dim_gemeente as dim
        where feit.gemeente_sk = dim.gemeente_sk
    )
group by feit.gemeente_sk
union all
select
    'feit_bevinding' as feit,
    'aanbieder_sk' as kolom,
    feit.aanbieder_sk as sleutel,
    count(*) as rijen
from dwh.feit_bevinding as feit
where
    not exists (
        select 1
        from dwh.dim_aanbieder as dim
        where feit.aanbieder_sk = dim.aanbieder_sk and dim.is_actueel
    )
group by feit.aanbieder_sk
union all
select
    'feit_bevinding' as feit,
    'client_sk' as kolom,
    feit.client_sk as sleutel,
    count(*) as rijen
from dwh.feit_bevinding as feit
where
    not exists (
        select 1
        from dwh.dim_client as dim
        where feit.client_sk = dim.client_sk and dim.is_actueel
    )
group by feit.client_sk
union all
select
    'feit_bevinding' as feit,
    'product_sk' as kolom,
    feit.product_sk as sleutel,
    count(*) as rijen
from dwh.feit_bevinding as feit
where
    not exists (
        select 1
        from dwh.dim_product as dim
        where feit.product_sk = dim.product_sk and dim.is_actueel
    )
group by feit.product_sk
union all
select
    'feit_verzoek' as feit,
    'gemeente_sk' as kolom,
    feit.gemeente_sk as sleutel,
    count(*) as rijen
from dwh.feit_verzoek as feit
where
    not exists (
        select 1
        from dwh.dim_gemeente as dim
        where feit.gemeente_sk = dim.gemeente_sk
    )
group by feit.gemeente_sk
union all
select
    'feit_verzoek' as feit,
    'aanbieder_sk' as kolom,
    feit.aanbieder_sk as sleutel,
    count(*) as rijen
from dwh.feit_verzoek as feit
where
    not exists (
        select 1
        from dwh.dim_aanbieder as dim
        where feit.aanbieder_sk = dim.aanbieder_sk and dim.is_actueel
    )
group by feit.aanbieder_sk
union all
select
    'feit_verzoek' as feit,
    'client_sk' as kolom,
    feit.client_sk as sleutel,
    count(*) as rijen
from dwh.feit_verzoek as feit
where
    not exists (
        select 1
        from dwh.dim_client as dim
        where feit.client_sk = dim.client_sk and dim.is_actueel
    )
group by feit.client_sk
union all
select
    'feit_verzoek' as feit,
    'product_sk' as kolom,
    feit.product_sk as sleutel,
    count(*) as rijen
from dwh.feit_verzoek as feit
where
    not exists (
        select 1
        from dwh.dim_product as dim
        where feit.product_sk = dim.product_sk and dim.is_actueel
    )
group by feit.product_sk
union all
select
    'feit_verzoek' as feit,
    'beschikking_sk' as kolom,
    feit.beschikking_sk as sleutel,
    count(*) as rijen
from dwh.feit_verzoek as feit
where
    not exists (
        select 1
        from dwh.dim_beschikking as dim
        where feit.beschikking_sk = dim.beschikking_sk
    )
group by feit.beschikking_sk
union all
select
    'feit_verzoek' as feit,
    'reden_afwijzing_sk' as kolom,
    feit.reden_afwijzing_sk as sleutel,
    count(*) as rijen
from dwh.feit_verzoek as feit
where
    not exists (
        select 1
        from dwh.dim_reden as dim
        where feit.reden_afwijzing_sk = dim.reden_sk
    )
group by feit.reden_afwijzing_sk
union all
select
    'feit_toewijzing' as feit,
    'reden_wijziging_sk' as kolom,
    feit.reden_wijziging_sk as sleutel,
    count(*) as rijen
from dwh.feit_toewijzing as feit
where
    not exists (
        select 1
        from dwh.dim_reden as dim
        where feit.reden_wijziging_sk = dim.reden_sk
    )
group by feit.reden_wijziging_sk
union all
select
    'feit_toewijzing_versie' as feit,
    'reden_wijziging_sk' as kolom,
    feit.reden_wijziging_sk as sleutel,
    count(*) as rijen
from dwh.feit_toewijzing_versie as feit
where
    not exists (
        select 1
        from dwh.dim_reden as dim
        where feit.reden_wijziging_sk = dim.reden_sk
    )
group by feit.reden_wijziging_sk
union all
select
    'feit_levering' as feit,
    'reden_sk' as kolom,
    feit.reden_sk as sleutel,
    count(*) as rijen
from dwh.feit_levering as feit
where
    not exists (
        select 1
        from dwh.dim_reden as dim
        where feit.reden_sk = dim.reden_sk
    )
group by feit.reden_sk
union all
select
    'feit_ketenfout' as feit,
    'gemeente_sk' as kolom,
    feit.gemeente_sk as sleutel,
    count(*) as rijen
from dwh.feit_ketenfout as feit
where
    not exists (
        select 1
        from dwh.dim_gemeente as dim
        where feit.gemeente_sk = dim.gemeente_sk
    )
group by feit.gemeente_sk;
