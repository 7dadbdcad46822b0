-- Fills names, provinces, days and successors of the municipalities that messages name, from the
-- areas and the history of CBS. The row of an area without a year goes before that of a map, and a
-- newer map before an older one. Only rows that differ are written. No parameters. Idempotent.
with gemeente as (
    select distinct on (gebied.gemeentecode)
        gebied.gemeentecode,
        gebied.gebiedsnaam,
        gebied.provinciecode,
        gebied.geldig_van,
        gebied.geldig_tot
    from dwh.dim_gebied as gebied
    where gebied.niveau = 'gemeente' and gebied.naam_versie is not null
    order by gebied.gemeentecode asc, gebied.jaar desc nulls first
),

provincie as (
    select distinct on (gebied.gebiedscode)
        gebied.gebiedscode,
        regexp_replace(gebied.gebiedsnaam, ' \(PV\)$', '') as naam
    from dwh.dim_gebied as gebied
    where gebied.niveau = 'provincie'
    order by gebied.gebiedscode asc, gebied.jaar desc nulls first
),

opvolger as (
    select distinct on (herindeling.van_gemeentecode)
        herindeling.van_gemeentecode as gemeentecode,
        herindeling.naar_gemeentecode as opvolger_gemeentecode
    from ref.herindeling as herindeling
    where herindeling.soort in ('opgeheven', 'naamswijziging')
    order by
        herindeling.van_gemeentecode asc,
        herindeling.datum desc,
        herindeling.aandeel desc nulls last,
        herindeling.naar_gemeentecode asc
),

nieuw as (
    select
        dim.gemeente_sk,
        opvolger.opvolger_gemeentecode,
        gemeente.geldig_van,
        gemeente.geldig_tot,
        case gemeente.gebiedsnaam
            when 'onbekend' then dim.gemeentenaam
            else gemeente.gebiedsnaam
        end as gemeentenaam,
        coalesce(provincie.naam, dim.provincie) as provincie
    from dwh.dim_gemeente as dim
    inner join gemeente on dim.gemeentecode = gemeente.gemeentecode
    left join provincie on gemeente.provinciecode = provincie.gebiedscode
    left join opvolger
        on dim.gemeentecode = opvolger.gemeentecode and gemeente.geldig_tot is not null
    where dim.gemeente_sk > 0
)

update dwh.dim_gemeente as dim
set
    gemeentenaam = nieuw.gemeentenaam,
    provincie = nieuw.provincie,
    geldig_van = nieuw.geldig_van,
    geldig_tot = nieuw.geldig_tot,
    opvolger_gemeentecode = nieuw.opvolger_gemeentecode
from nieuw
where
    dim.gemeente_sk = nieuw.gemeente_sk
    and (
        dim.gemeentenaam,
        dim.provincie,
        dim.geldig_van,
        dim.geldig_tot,
        dim.opvolger_gemeentecode
    ) is distinct from (
        nieuw.gemeentenaam,
        nieuw.provincie,
        nieuw.geldig_van,
        nieuw.geldig_tot,
        nieuw.opvolger_gemeentecode
    );
