-- Beschikkingen whose key is not that of their law, municipality and number, or whose source is not
-- in landing. A text of a case system has a negative key, which is that of landing.
-- Grain: row of dim_beschikking. Returns no rows when all is well and everything is published.
select
    dim.wet,
    dim.gemeentecode,
    dim.beschikkingnummer
from dwh.dim_beschikking as dim
where
    dim.beschikking_sk <> 0
    and (
        case
            when dim.beschikking_sk > 0
                then
                    dim.beschikking_sk
                    <> (
                        case dim.wet when 'wmo' then 1 when 'jw' then 2 else 3 end * 10000
                        + dim.gemeentecode::bigint
                    ) * 1000000000 + dim.beschikkingnummer::bigint
            else dim.bron <> 'zaaksysteem'
        end
        or case
            when dim.bron = 'zaaksysteem'
                then
                    not exists (
                        select 1
                        from landing.csv_beschikking as csv
                        where dim.beschikking_sk = csv.beschikking_sk
                    )
                    and not exists (
                        select 1
                        from landing.csv_voorziening as csv
                        where dim.beschikking_sk = csv.beschikking_sk
                    )
            else
                not exists (
                    select 1
                    from landing.bericht as bericht
                    where dim.bestand_id = bericht.bestand_id
                )
        end
    );
