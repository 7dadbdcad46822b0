-- Deliveries whose days do not add up, or that run in each other while both count.
-- Grain: delivery. Returns no rows when all is well.
select
    feit.gemeentecode,
    feit.levering_sk
from dwh.feit_levering as feit
where
    feit.duur_dagen is distinct from feit.einddatum - feit.startdatum + 1
    or feit.wachttijd_toewijzing_dagen
    is distinct from feit.wachttijd_dagen + feit.planningsbuffer_dagen
    or (feit.telt_mee and feit.toewijzing_sk is null)
    or (feit.telt_mee and feit.duur_dagen < 1);
