-- The two newest runs that began at or before a moment and were not cut short on request: the
-- newest may still be busy. Grain: at most two rows, newest first. Parameter: $1 timestamptz.
-- Reads only.
select
    run.run_id,
    run.status,
    run.foutcode,
    run.gestart_op,
    run.geeindigd_op
from beheer.run as run
where
    run.gestart_op <= $1
    and run.status in ('running', 'succeeded', 'partial', 'failed')
order by run.run_id desc
limit 2
