-- Sources with a task that stands as failed. One row a source. Reads only.
-- Parameters: $1 run (null: any), $2 task (null: any).
select distinct taak.bron
from beheer.taak
where
    taak.status = 'failed'
    and taak.overgedaan_in_run is null
    and taak.soort = 'inlezen'
    and ($1::bigint is null or taak.run_id = $1)
    and ($2::bigint is null or taak.taak_id = $2)
order by taak.bron;
