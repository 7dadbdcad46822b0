-- Finds what there is to explain of a beschikking: its allocations, and requests that name it and
-- were not granted.
-- Grain: one row per allocation, or per request without one. Parameters: $1 law, $2 municipality,
-- $3 number of the beschikking. Reads only.
with allocation as (
    select
        feit.keten_sk as keten,
        feit.toewijzing_sk,
        feit.toewijzingnummer
    from dwh.dim_beschikking as beschikking
    inner join dwh.feit_toewijzing as feit
        on beschikking.beschikking_sk = feit.beschikking_sk
    where
        beschikking.wet = $1
        and beschikking.gemeentecode = $2::text
        and beschikking.beschikkingnummer = $3::bigint::text
        and beschikking.beschikking_sk > 0
),

request as (
    select distinct rij.keten
    from landing.verzoek as rij
    where
        rij.wet = $1
        and rij.gemeentecode = $2::text
        and rij.beschikkingnummer = $3::bigint
),

alone as (
    select request.keten
    from request
    where
        not exists (
            select 1
            from dwh.feit_verzoek as feit
            inner join allocation on feit.toewijzing_sk = allocation.toewijzing_sk
            where feit.keten_sk = request.keten
        )
)

select
    allocation.keten,
    allocation.toewijzing_sk as toewijzing,
    allocation.toewijzingnummer
from allocation
union all
select
    alone.keten,
    alone.keten as toewijzing,
    null as toewijzingnummer
from alone
order by toewijzingnummer asc nulls last, toewijzing asc
