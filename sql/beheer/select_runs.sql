-- Lists the newest runs with the totals of their tasks.
-- Grain: one row per run, newest first. Reads only.
-- Parameters: $1 number of rows, $2 only this run (null: all).
with chosen as (
    select
        run.run_id,
        run.rerun_van,
        run.soort,
        run.status,
        run.gestart_door,
        run.versie,
        run.foutcode,
        run.fout,
        run.peildatum,
        run.gestart_op,
        run.geeindigd_op
    from beheer.run as run
    where $2::bigint is null or run.run_id = $2::bigint
    order by run.run_id desc
    limit $1
),

totals as (
    select
        taak.run_id,
        count(*) as taken,
        count(*) filter (where taak.status = 'failed') as mislukt,
        coalesce(sum(taak.gelezen), 0)::bigint as gelezen,
        coalesce(sum(taak.geladen), 0)::bigint as geladen,
        coalesce(sum(taak.gequarantaineerd), 0)::bigint as gequarantaineerd,
        coalesce(sum(taak.dubbel), 0)::bigint as dubbel
    from beheer.taak as taak
    inner join chosen on taak.run_id = chosen.run_id
    where taak.soort = 'inlezen'
    group by taak.run_id
)

select
    chosen.run_id,
    chosen.rerun_van,
    chosen.soort,
    chosen.status,
    chosen.gestart_door,
    chosen.versie,
    chosen.foutcode,
    chosen.fout,
    chosen.peildatum,
    chosen.gestart_op,
    chosen.geeindigd_op,
    coalesce(totals.taken, 0) as taken,
    coalesce(totals.mislukt, 0) as mislukt,
    coalesce(totals.gelezen, 0) as gelezen,
    coalesce(totals.geladen, 0) as geladen,
    coalesce(totals.gequarantaineerd, 0) as gequarantaineerd,
    coalesce(totals.dubbel, 0) as dubbel
from chosen
left join totals on chosen.run_id = totals.run_id
order by chosen.run_id desc
