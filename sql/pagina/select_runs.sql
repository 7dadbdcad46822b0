-- Lists runs for the pages, newest first, with the totals of the tasks that read something.
-- A run that stands as busy without the lock of the slot has lost its process: is_verdwenen.
-- Grain: one row per run. Reads only.
-- Parameters: $1 number of rows, $2 only before this run (null: from the newest), $3 status (null:
-- all), $4 soort (null: all), $5 only this run (null: all), $6 key of the lock of the slot.
with holder as (
    select slot.fencing
    from beheer.slot as slot
    where exists (
        select 1
        from pg_catalog.pg_locks as held
        where
            held.locktype = 'advisory'
            and held.granted
            and held.classid = ($6::bigint >> 32)::oid
            and held.objid = ($6::bigint & 4294967295)::oid
            and held.database = (
                select base.oid
                from pg_catalog.pg_database as base
                where base.datname = current_database()
            )
    )
),

chosen as (
    select
        run.run_id,
        run.rerun_van,
        run.soort,
        run.status,
        run.gestart_door,
        run.versie,
        run.foutcode,
        run.fout,
        run.fencing,
        run.peildatum,
        run.gestart_op,
        run.geeindigd_op
    from beheer.run as run
    where
        ($2::bigint is null or run.run_id < $2)
        and ($3::text is null or run.status = $3)
        and ($4::text is null or run.soort = $4)
        and ($5::bigint is null or run.run_id = $5)
    order by run.run_id desc
    limit $1
),

totals as (
    select
        taak.run_id,
        count(*) as taken,
        count(*) filter (where taak.status = 'failed') as mislukt,
        count(*) filter (where taak.status = 'failed' and taak.overgedaan_in_run is null) as staat,
        bool_or(taak.is_gepubliceerd and taak.status <> 'failed') as is_gepubliceerd,
        coalesce(sum(taak.gelezen), 0)::bigint as gelezen,
        coalesce(sum(taak.geladen), 0)::bigint as geladen,
        coalesce(sum(taak.gequarantaineerd), 0)::bigint as gequarantaineerd,
        coalesce(sum(taak.dubbel), 0)::bigint as dubbel
    from beheer.taak as taak
    inner join chosen on taak.run_id = chosen.run_id
    where taak.soort = 'inlezen'
    group by taak.run_id
),

publication as (
    select
        taak.run_id,
        count(*) filter (where taak.status = 'failed' and taak.overgedaan_in_run is null) as staat
    from beheer.taak as taak
    inner join chosen on taak.run_id = chosen.run_id
    where taak.soort = 'publiceren'
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
    chosen.status in ('queued', 'running') and holder.fencing is null as is_verdwenen,
    coalesce(totals.taken, 0) as taken,
    coalesce(totals.mislukt, 0) as mislukt,
    coalesce(totals.staat, 0) + coalesce(publication.staat, 0) as staat_mislukt,
    coalesce(totals.is_gepubliceerd, false) as is_gepubliceerd,
    coalesce(totals.gelezen, 0) as gelezen,
    coalesce(totals.geladen, 0) as geladen,
    coalesce(totals.gequarantaineerd, 0) as gequarantaineerd,
    coalesce(totals.dubbel, 0) as dubbel
from chosen
left join holder on chosen.fencing = holder.fencing
left join totals on chosen.run_id = totals.run_id
left join publication on chosen.run_id = publication.run_id
order by chosen.run_id desc
