-- Counts what a run put in quarantine, by source and code.
-- Grain: one row per source and code, most first. Parameter: $1 run. Reads only.
select
    bestand.bron,
    quarantaine.code,
    count(*) as aantal,
    coalesce(sum(quarantaine.records), 0)::bigint as records,
    count(*) filter (where quarantaine.status = 'open') as nog_open
from beheer.taak as taak
inner join beheer.bestand as bestand on taak.taak_id = bestand.taak_id
inner join beheer.quarantaine as quarantaine on bestand.bestand_id = quarantaine.bestand_id
where taak.run_id = $1
group by bestand.bron, quarantaine.code
order by aantal desc, bestand.bron asc, quarantaine.code asc
