-- Tells how each source stands: the outcome of its newest run, its newest success,
-- what failed.
-- Grain: one row per source that ever had a task. No parameters. Reads only.
with task as (
    select
        taak.bron,
        taak.run_id,
        taak.status,
        taak.foutcode,
        taak.fout,
        taak.geeindigd_op,
        taak.taak_id,
        case taak.status
            when 'failed' then 7
            when 'cancelled' then 6
            when 'partial' then 5
            when 'running' then 4
            when 'queued' then 3
            when 'succeeded' then 2
            else 1
        end as gewicht
    from beheer.taak as taak
    where taak.soort = 'inlezen'
),

newest_run as (
    select
        task.bron,
        max(task.run_id) as run_id,
        max(task.geeindigd_op) filter (
            where task.status in ('succeeded', 'partial')
        ) as laatste_succes
    from task
    group by task.bron
),

worst as (
    select distinct on (task.bron)
        task.bron,
        task.status,
        task.foutcode,
        task.fout
    from task
    inner join newest_run on task.bron = newest_run.bron and task.run_id = newest_run.run_id
    order by task.bron asc, task.gewicht desc, task.taak_id desc
)

select
    newest_run.bron,
    newest_run.run_id,
    worst.status,
    worst.foutcode,
    worst.fout,
    newest_run.laatste_succes
from newest_run
inner join worst on newest_run.bron = worst.bron
order by newest_run.bron
