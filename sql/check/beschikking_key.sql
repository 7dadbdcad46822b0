-- Beschikkingen whose key is not that of their law, municipality and number, or whose source is not
-- in landing.
-- Grain: row of dim_beschikking. Returns no rows when all is well and everything is published.
select
    dim.wet,
    dim.gemeentecode,
    dim.beschikkingnummer
from dwh.dim_beschikking as dim
where
    dim.beschikking_sk > 0
    and (
        dim.beschikking_sk
        <> (case dim.wet when 'wmo' then 1 else 2 end * 10000 + dim.gemeentecode::bigint)
        * 1000000000 + dim.beschikkingnummer::bigint
        or not exists (
            select 1
            from landing.bericht as bericht
            where dim.bestand_id = bericht.bestand_id
        )
    );
