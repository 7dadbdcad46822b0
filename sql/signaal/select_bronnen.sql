-- How fresh each source is, and what its newest run refused. A source that was never read whole
-- has its first task as its age. Grain: one row per source that was ever read. No parameters.
-- Reads only.
with per_run as (
    select
        taak.bron,
        taak.run_id,
        sum(taak.gelezen)::bigint as gelezen,
        sum(taak.gequarantaineerd)::bigint as geweigerd
    from beheer.taak as taak
    where taak.soort = 'inlezen'
    group by taak.bron, taak.run_id
),

newest as (
    select distinct on (per_run.bron)
        per_run.bron,
        per_run.run_id,
        per_run.gelezen,
        per_run.geweigerd
    from per_run
    inner join beheer.run as run on per_run.run_id = run.run_id
    where per_run.gelezen > 0 and run.geeindigd_op is not null
    order by per_run.bron asc, per_run.run_id desc
),

first_seen as (
    select
        taak.bron,
        min(taak.gestart_op) as eerste_op
    from beheer.taak as taak
    where taak.soort = 'inlezen'
    group by taak.bron
),

known as (
    select bron.bron
    from beheer.bron as bron
    union
    select first_seen.bron
    from first_seen
)

select
    known.bron,
    bron.gelukt_op as laatste_succes,
    first_seen.eerste_op,
    newest.run_id,
    newest.gelezen,
    newest.geweigerd,
    run.geeindigd_op as gelezen_op
from known
left join beheer.bron as bron on known.bron = bron.bron
left join first_seen on known.bron = first_seen.bron
left join newest on known.bron = newest.bron
left join beheer.run as run on newest.run_id = run.run_id
order by known.bron
