-- Finds what there is to explain of a reference: the allocations that carry it, that the request
-- wants changed, or on which a line with it was declared; without any the request itself.
-- Grain: one row per allocation, or one for the request. Parameters: $1 chain of the request,
-- $2 mark of the declaration lines, $3 municipality. Reads only.
with requested as (
    select rij.keten as toewijzing_sk
    from landing.toewijzing as rij
    where rij.verzoek_keten = $1 and rij.keten > 0
    union distinct
    select rij.toewijzing_keten
    from landing.verzoek as rij
    where rij.keten = $1 and rij.toewijzing_keten > 0
    union distinct
    select feit.toewijzing_sk
    from dwh.feit_verzoek as feit
    where feit.keten_sk = $1 and feit.toewijzing_sk is not null
),

-- A line names a number, also when there is no such allocation.
declared as (
    select distinct
        rij.keten,
        rij.toewijzingnummer
    from landing.prestatie as rij
    where rij.referentie_sk = $2 and rij.gemeentecode = $3 and rij.keten > 0
),

allocation as (
    select
        feit.keten_sk as keten,
        feit.toewijzing_sk,
        feit.toewijzingnummer
    from requested
    inner join dwh.feit_toewijzing as feit on requested.toewijzing_sk = feit.toewijzing_sk
    union distinct
    select
        declared.keten,
        declared.keten as toewijzing_sk,
        declared.toewijzingnummer
    from declared
)

select
    allocation.keten,
    allocation.toewijzing_sk as toewijzing,
    allocation.toewijzingnummer
from allocation
union all
select
    $1::bigint as keten,
    $1::bigint as toewijzing,
    null as toewijzingnummer
where
    not exists (select 1 from allocation)
    and (
        exists (
            select 1
            from landing.verzoek as rij
            where rij.keten = $1
        )
        or exists (
            select 1
            from landing.antwoord as rij
            where rij.keten = $1
        )
    )
order by toewijzingnummer asc nulls last, toewijzing asc
