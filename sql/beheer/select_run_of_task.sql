-- Finds the run of a task. Grain: at most one row. Parameter: $1 task. Reads only.
select taak.run_id
from beheer.taak as taak
where taak.taak_id = $1
