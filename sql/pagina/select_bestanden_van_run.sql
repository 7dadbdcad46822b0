-- Counts the files that a run read last, by what became of them.
-- Grain: one row per source and status. Parameter: $1 run. Reads only.
select
    bestand.bron,
    bestand.status,
    count(*) as aantal,
    coalesce(sum(bestand.grootte), 0)::bigint as bytes
from beheer.taak as taak
inner join beheer.bestand as bestand on taak.taak_id = bestand.taak_id
where taak.run_id = $1
group by bestand.bron, bestand.status
order by bestand.bron, bestand.status
