-- Tells what the newest runs read of each source. A run that found nothing new has no row.
-- Grain: one row per source and run, oldest run first. Reads only.
-- Parameters: $1 source (null: all), $2 number of runs of each source.
with per_run as (
    select
        taak.bron,
        taak.run_id,
        min(taak.gestart_op) as gestart_op,
        count(*) filter (where taak.status = 'failed') as mislukt,
        sum(taak.gelezen)::bigint as gelezen,
        sum(taak.geladen)::bigint as geladen,
        sum(taak.gequarantaineerd)::bigint as gequarantaineerd,
        sum(taak.dubbel)::bigint as dubbel
    from beheer.taak as taak
    where taak.soort = 'inlezen' and ($1::text is null or taak.bron = $1)
    group by taak.bron, taak.run_id
),

numbered as (
    select
        per_run.bron,
        per_run.run_id,
        per_run.gestart_op,
        per_run.mislukt,
        per_run.gelezen,
        per_run.geladen,
        per_run.gequarantaineerd,
        per_run.dubbel,
        row_number() over (partition by per_run.bron order by per_run.run_id desc) as nummer
    from per_run
)

select
    numbered.bron,
    numbered.run_id,
    numbered.gestart_op,
    numbered.mislukt,
    numbered.gelezen,
    numbered.geladen,
    numbered.gequarantaineerd,
    numbered.dubbel
from numbered
where numbered.nummer <= $2
order by numbered.bron, numbered.run_id
