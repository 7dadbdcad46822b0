-- Tells how each source stands: failed as long as a failure stands, else the outcome of its newest
-- run; its newest success is the end of the newest run that read it whole.
-- Grain: one row per source that was ever read. No parameters. Reads only.
with task as (
    select
        taak.bron,
        taak.run_id,
        taak.status,
        taak.foutcode,
        taak.fout,
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
    where taak.soort = 'inlezen' and taak.overgedaan_in_run is null
),

newest_run as (
    select
        seen.bron,
        max(seen.run_id) as run_id
    from (
        select
            task.bron,
            task.run_id
        from task
        union all
        select
            bron.bron,
            bron.run_id
        from beheer.bron as bron
    ) as seen
    group by seen.bron
),

worst as (
    select distinct on (task.bron)
        task.bron,
        task.status,
        task.foutcode,
        task.fout
    from task
    inner join newest_run on task.bron = newest_run.bron
    where task.status = 'failed' or task.run_id = newest_run.run_id
    order by task.bron asc, task.gewicht desc, task.taak_id desc
)

select
    newest_run.bron,
    newest_run.run_id,
    coalesce(worst.status, 'succeeded') as status,
    worst.foutcode,
    worst.fout,
    coalesce(run.geeindigd_op, bron.gelukt_op) as laatste_succes
from newest_run
left join worst on newest_run.bron = worst.bron
left join beheer.bron as bron on newest_run.bron = bron.bron
left join beheer.run as run on bron.run_id = run.run_id
order by newest_run.bron
