-- Explains a chain: the periods of delivery.
-- Grain: one row per delivery, as JSON. Parameters: $1 chain, $2 allocation. Reads only.
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
    where (feit.keten_sk = $1 and $1::bigint = $2::bigint) or feit.toewijzing_sk = $2
    order by feit.startdatum asc, feit.bericht_identificatie asc, feit.regelnummer asc
) as answer
