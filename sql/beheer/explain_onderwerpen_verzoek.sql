-- Finds what there is to explain of a reference: the allocations that carry it, or that the request
-- wants changed; without any the request itself.
-- Grain: one row per allocation, or one for the request. Parameter: $1 chain of the request.
-- Reads only.
with numbered as (
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

allocation as (
    select
        feit.keten_sk as keten,
        feit.toewijzing_sk,
        feit.toewijzingnummer
    from numbered
    inner join dwh.feit_toewijzing as feit on numbered.toewijzing_sk = feit.toewijzing_sk
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
