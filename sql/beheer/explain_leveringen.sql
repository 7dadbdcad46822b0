-- Explains a chain: the periods of delivery.
-- One of a start without a number belongs to the allocation that it was linked to.
-- Grain: one row per delivery, as JSON. Parameters: $1 chain, $2 allocation. Reads only.
with chain as (
    select $1::bigint as keten
    union distinct
    select rij.keten
    from landing.start as rij
    where
        rij.keten < 0
        and rij.clientsleutel in (
            select toewijzing.clientsleutel
            from landing.toewijzing as toewijzing
            where toewijzing.keten = $1
        )
)

select row_to_json(answer)::text as rij
from (
    select
        feit.startdatum,
        feit.einddatum,
        feit.einddatum_bron,
        feit.reden_beeindiging,
        feit.onderbrekingen,
        feit.dagen_onderbroken,
        feit.wachttijd_dagen,
        feit.wachttijd_toewijzing_dagen,
        feit.planningsbuffer_dagen,
        feit.duur_dagen,
        feit.telt_mee,
        feit.bericht_identificatie,
        feit.regelnummer
    from dwh.feit_levering as feit
    inner join chain on feit.keten_sk = chain.keten
    where (feit.keten_sk = $1 and $1::bigint = $2::bigint) or feit.toewijzing_sk = $2
    order by feit.startdatum asc, feit.bericht_identificatie asc, feit.regelnummer asc
) as answer
