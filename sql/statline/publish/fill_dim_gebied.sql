-- Fills what an older table knows of an area and the newest does not: who lies in what. The parent
-- and the days of a municipality come from its row without a year, as table 03759ned tells them;
-- the province of a wijk or buurt is that of its municipality. Only rows that differ are written.
-- No parameters. Idempotent.
with bekend as (
    select
        gebied.gemeentecode,
        gebied.ouder_gebiedscode
    from dwh.dim_gebied as gebied
    where gebied.niveau = 'gemeente' and gebied.jaar is null
),

afgeleid as (
    select
        gebied.gebied_sk,
        case gebied.niveau
            when 'gemeente' then coalesce(gebied.ouder_gebiedscode, bekend.ouder_gebiedscode)
            when 'provincie' then 'NL01'
            else gebied.ouder_gebiedscode
        end as ouder_gebiedscode,
        case gebied.niveau
            when 'provincie' then gebied.gebiedscode
            when 'gemeente' then coalesce(gebied.ouder_gebiedscode, bekend.ouder_gebiedscode)
            else bekend.ouder_gebiedscode
        end as provinciecode
    from dwh.dim_gebied as gebied
    left join bekend on gebied.gemeentecode = bekend.gemeentecode
    where gebied.niveau in ('provincie', 'gemeente', 'wijk', 'buurt')
),

provincie as (
    select
        afgeleid.gebied_sk,
        afgeleid.ouder_gebiedscode,
        case
            when starts_with(afgeleid.provinciecode, 'PV') then afgeleid.provinciecode
        end as provinciecode
    from afgeleid
)

update dwh.dim_gebied as dim
set
    ouder_gebiedscode = provincie.ouder_gebiedscode,
    provinciecode = provincie.provinciecode
from provincie
where
    dim.gebied_sk = provincie.gebied_sk
    and (dim.ouder_gebiedscode, dim.provinciecode)
    is distinct from (provincie.ouder_gebiedscode, provincie.provinciecode);
