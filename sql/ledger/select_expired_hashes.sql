-- Which archived files may go: loaded as a whole, and since they were read there were runs on
-- enough days. Days with a run are counted, not days of the clock: one that jumps makes one day.
-- One row a hash. Reads only.
-- Parameters: $1 bron, $2 text[] hashes, $3 integer days.
with dag as (
    select distinct (run.gestart_op at time zone 'UTC')::date as datum
    from beheer.run
    where run.status in ('succeeded', 'partial')
)

select bestand.sha256::text as sha256
from beheer.bestand
inner join beheer.taak
    on bestand.taak_id = taak.taak_id
where
    bestand.bron = $1
    and bestand.sha256 = any($2)
    and bestand.container_id is null
group by bestand.sha256
having
    bool_and(bestand.status in ('geladen', 'dubbel'))
    and (
        select count(*)
        from dag
        where dag.datum > (max(taak.gestart_op) at time zone 'UTC')::date
    ) >= $3;
