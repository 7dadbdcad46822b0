-- Sources that a run or a task read, whether it failed or not. One row a source. Reads only.
-- Parameters: $1 run (null: any), $2 task (null: any).
select distinct taak.bron
from beheer.taak
where
    taak.soort = 'inlezen'
    and ($1::bigint is null or taak.run_id = $1)
    and ($2::bigint is null or taak.taak_id = $2)
order by taak.bron;
