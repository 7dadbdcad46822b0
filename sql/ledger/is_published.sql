-- Whether anything of a run or a task was loaded and is in the facts. One row, one boolean.
-- Reads only.
-- Parameters: $1 run (null: any), $2 task (null: any).
select count(*) > 0 as is_published
from beheer.taak
where
    ($1::bigint is null or taak.run_id = $1)
    and ($2::bigint is null or taak.taak_id = $2)
    and taak.status in ('succeeded', 'partial')
    and taak.is_gepubliceerd;
