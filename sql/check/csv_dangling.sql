-- Rows of CSV that name a member that its dimension does not have, or not as the row that holds;
-- and rows that name a case that is not there, or a beschikking.
-- Grain: table, column and missing key. Returns no rows when all is well and everything is
-- published.
select
    'feit_zaak' as tabel,
    'gemeente_sk' as kolom,
    feit.gemeente_sk as sleutel,
    count(*) as rijen
from dwh.feit_zaak as feit
where
    not exists (
        select 1
        from dwh.dim_gemeente as dim
        where feit.gemeente_sk = dim.gemeente_sk
    )
group by feit.gemeente_sk
union all
select
    'feit_zaak' as tabel,
    'client_sk' as kolom,
    feit.client_sk as sleutel,
    count(*) as rijen
from dwh.feit_zaak as feit
where
    not exists (
        select 1
        from dwh.dim_client as dim
        where feit.client_sk = dim.client_sk and dim.is_actueel
    )
group by feit.client_sk
union all
select
    'feit_zaak' as tabel,
    'team_sk' as kolom,
    feit.team_sk as sleutel,
    count(*) as rijen
from dwh.feit_zaak as feit
where
    not exists (
        select 1
        from dwh.dim_team as dim
        where feit.team_sk = dim.team_sk
    )
group by feit.team_sk
union all
select
    'feit_zaak' as tabel,
    'medewerker_sk' as kolom,
    feit.medewerker_sk as sleutel,
    count(*) as rijen
from dwh.feit_zaak as feit
where
    not exists (
        select 1
        from dwh.dim_medewerker as dim
        where feit.medewerker_sk = dim.medewerker_sk
    )
group by feit.medewerker_sk
union all
select
    'zaak_leefgebied' as tabel,
    'zaak_sk' as kolom,
    feit.zaak_sk as sleutel,
    count(*) as rijen
from dwh.zaak_leefgebied as feit
where
    not exists (
        select 1
        from dwh.feit_zaak as dim
        where feit.zaak_sk = dim.zaak_sk
    )
group by feit.zaak_sk
union all
select
    'feit_voorziening' as tabel,
    'gemeente_sk' as kolom,
    feit.gemeente_sk as sleutel,
    count(*) as rijen
from dwh.feit_voorziening as feit
where
    not exists (
        select 1
        from dwh.dim_gemeente as dim
        where feit.gemeente_sk = dim.gemeente_sk
    )
group by feit.gemeente_sk
union all
select
    'feit_voorziening' as tabel,
    'client_sk' as kolom,
    feit.client_sk as sleutel,
    count(*) as rijen
from dwh.feit_voorziening as feit
where
    not exists (
        select 1
        from dwh.dim_client as dim
        where feit.client_sk = dim.client_sk and dim.is_actueel
    )
group by feit.client_sk
union all
select
    'feit_voorziening' as tabel,
    'aanbieder_sk' as kolom,
    feit.aanbieder_sk as sleutel,
    count(*) as rijen
from dwh.feit_voorziening as feit
where
    not exists (
        select 1
        from dwh.dim_aanbieder as dim
        where feit.aanbieder_sk = dim.aanbieder_sk and dim.is_actueel
    )
group by feit.aanbieder_sk
union all
select
    'feit_voorziening' as tabel,
    'product_sk' as kolom,
    feit.product_sk as sleutel,
    count(*) as rijen
from dwh.feit_voorziening as feit
where
    not exists (
        select 1
        from dwh.dim_product as dim
        where feit.product_sk = dim.product_sk and dim.is_actueel
    )
group by feit.product_sk
union all
select
    'feit_voorziening' as tabel,
    'beschikking_sk' as kolom,
    feit.beschikking_sk as sleutel,
    count(*) as rijen
from dwh.feit_voorziening as feit
where
    feit.beschikking_sk <> 0
    and not exists (
        select 1
        from dwh.dim_beschikking as dim
        where feit.beschikking_sk = dim.beschikking_sk
    )
group by feit.beschikking_sk
union all
select
    'feit_voorziening' as tabel,
    'zaak_sk' as kolom,
    feit.zaak_sk as sleutel,
    count(*) as rijen
from dwh.feit_voorziening as feit
where
    feit.zaak_sk is not null
    and not exists (
        select 1
        from dwh.feit_zaak as dim
        where feit.zaak_sk = dim.zaak_sk
    )
group by feit.zaak_sk
union all
select
    'feit_uitkering' as tabel,
    'gemeente_sk' as kolom,
    feit.gemeente_sk as sleutel,
    count(*) as rijen
from dwh.feit_uitkering as feit
where
    not exists (
        select 1
        from dwh.dim_gemeente as dim
        where feit.gemeente_sk = dim.gemeente_sk
    )
group by feit.gemeente_sk
union all
select
    'feit_uitkering' as tabel,
    'client_sk' as kolom,
    feit.client_sk as sleutel,
    count(*) as rijen
from dwh.feit_uitkering as feit
where
    not exists (
        select 1
        from dwh.dim_client as dim
        where feit.client_sk = dim.client_sk and dim.is_actueel
    )
group by feit.client_sk
union all
select
    'feit_meting' as tabel,
    'gemeente_sk' as kolom,
    feit.gemeente_sk as sleutel,
    count(*) as rijen
from dwh.feit_meting as feit
where
    not exists (
        select 1
        from dwh.dim_gemeente as dim
        where feit.gemeente_sk = dim.gemeente_sk
    )
group by feit.gemeente_sk
union all
select
    'feit_meting' as tabel,
    'gebied_sk' as kolom,
    feit.gebied_sk as sleutel,
    count(*) as rijen
from dwh.feit_meting as feit
where
    not exists (
        select 1
        from dwh.dim_gebied as dim
        where feit.gebied_sk = dim.gebied_sk
    )
group by feit.gebied_sk
union all
select
    'feit_meting' as tabel,
    'aanbieder_sk' as kolom,
    feit.aanbieder_sk as sleutel,
    count(*) as rijen
from dwh.feit_meting as feit
where
    not exists (
        select 1
        from dwh.dim_aanbieder as dim
        where feit.aanbieder_sk = dim.aanbieder_sk and dim.is_actueel
    )
group by feit.aanbieder_sk
union all
select
    'dim_team' as tabel,
    'gemeente_sk' as kolom,
    feit.gemeente_sk as sleutel,
    count(*) as rijen
from dwh.dim_team as feit
where
    not exists (
        select 1
        from dwh.dim_gemeente as dim
        where feit.gemeente_sk = dim.gemeente_sk
    )
group by feit.gemeente_sk
union all
select
    'dim_medewerker' as tabel,
    'gemeente_sk' as kolom,
    feit.gemeente_sk as sleutel,
    count(*) as rijen
from dwh.dim_medewerker as feit
where
    not exists (
        select 1
        from dwh.dim_gemeente as dim
        where feit.gemeente_sk = dim.gemeente_sk
    )
group by feit.gemeente_sk
union all
select
    'dim_medewerker' as tabel,
    'team_sk' as kolom,
    feit.team_sk as sleutel,
    count(*) as rijen
from dwh.dim_medewerker as feit
where
    not exists (
        select 1
        from dwh.dim_team as dim
        where feit.team_sk = dim.team_sk
    )
group by feit.team_sk;
