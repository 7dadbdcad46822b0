-- Lists the tasks that stand as failed, newest first.
-- Grain: one row per task. Parameter: $1 number of rows. Reads only.
select
    taak.taak_id,
    taak.run_id,
    taak.bron,
    taak.soort,
    taak.eenheid,
    taak.foutcode,
    taak.gestart_op
from beheer.taak as taak
where taak.status = 'failed' and taak.overgedaan_in_run is null
order by taak.taak_id desc
limit $1
