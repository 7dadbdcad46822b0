-- What refusals can be selected by: their codes and sources.
-- Grain: one row, two lists in order. No parameters. Reads only.
select
    coalesce(array_agg(distinct quarantaine.code order by quarantaine.code), '{}') as codes,
    coalesce(array_agg(distinct bestand.bron order by bestand.bron), '{}') as bronnen
from beheer.quarantaine as quarantaine
inner join beheer.bestand as bestand on quarantaine.bestand_id = bestand.bestand_id
