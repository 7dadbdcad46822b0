-- Records read per source and day, over the days on which a run of new files asked that source. A
-- run that found nothing counts as nothing read; days before the first task are not known.
-- Grain: one row per source and day. Reads only.
-- Parameters: $1 timestamptz moment, $2 text time zone of the days.
with runs as (
    select
        run.run_id,
        (run.gestart_op at time zone $2)::date as dag,
        verzoek.bronnen
    from beheer.run as run
    left join beheer.verzoek as verzoek on run.run_id = verzoek.run_id
    where
        run.soort = 'run'
        and run.status in ('succeeded', 'partial')
        and run.gestart_op <= $1
        and run.gestart_op > $1 - interval '70 days'
),

read_in as (
    select
        taak.bron,
        taak.run_id,
        sum(taak.gelezen)::bigint as gelezen
    from beheer.taak as taak
    where taak.soort = 'inlezen'
    group by taak.bron, taak.run_id
),

first_read as (
    select
        read_in.bron,
        min(read_in.run_id) as run_id
    from read_in
    group by read_in.bron
)

select
    first_read.bron,
    runs.dag,
    count(distinct runs.run_id) as runs,
    coalesce(sum(read_in.gelezen), 0)::bigint as gelezen
from first_read
inner join runs
    on
        first_read.run_id <= runs.run_id
        and (
            coalesce(cardinality(runs.bronnen), 0) = 0
            or first_read.bron = any(runs.bronnen)
        )
left join read_in
    on
        first_read.bron = read_in.bron
        and runs.run_id = read_in.run_id
group by first_read.bron, runs.dag
order by first_read.bron asc, runs.dag desc
