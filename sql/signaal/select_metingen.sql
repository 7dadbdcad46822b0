-- All figures for /metrics, read in one statement, so that they fit each other and every instance
-- tells the same. Grain: one row per figure and labels. Reads only.
-- Parameters: $1 timestamptz moment, $2 text[] rules of alerts.
with last_run as (
    select
        run.status,
        run.gestart_op,
        run.geeindigd_op
    from beheer.run as run
    where run.geeindigd_op is not null
    order by run.run_id desc
    limit 1
),

per_source as (
    select
        taak.bron,
        sum(taak.gelezen)::bigint as gelezen,
        sum(taak.geladen)::bigint as geladen,
        sum(taak.gequarantaineerd)::bigint as geweigerd,
        sum(taak.dubbel)::bigint as dubbel
    from beheer.taak as taak
    where taak.soort = 'inlezen'
    group by taak.bron
)

select
    'runs' as naam,
    run.status as label,
    count(*)::bigint as waarde
from beheer.run as run
group by run.status
union all
select
    'last_run_duration_ms' as naam,
    '' as label,
    (extract(epoch from last_run.geeindigd_op - last_run.gestart_op) * 1000)::bigint as waarde
from last_run
union all
select
    'last_run_success' as naam,
    '' as label,
    (last_run.status in ('succeeded', 'partial'))::integer::bigint as waarde
from last_run
union all
select
    'last_publication' as naam,
    '' as label,
    extract(epoch from max(taak.geeindigd_op))::bigint as waarde
from beheer.taak as taak
where taak.soort = 'publiceren' and taak.status = 'succeeded'
having max(taak.geeindigd_op) is not null
union all
select
    telling.naam,
    per_source.bron as label,
    telling.waarde
from per_source
cross join
    lateral (
        values
        ('read', per_source.gelezen),
        ('loaded', per_source.geladen),
        ('quarantined', per_source.geweigerd),
        ('duplicate', per_source.dubbel)
    ) as telling (naam, waarde)
union all
select
    'age' as naam,
    bron.bron as label,
    greatest(0, extract(epoch from $1 - bron.gelukt_op))::bigint as waarde
from beheer.bron as bron
union all
select
    'quarantine_open' as naam,
    '' as label,
    count(*)::bigint as waarde
from beheer.quarantaine as quarantaine
where quarantaine.status = 'open'
union all
select
    'queued' as naam,
    '' as label,
    count(*)::bigint as waarde
from beheer.verzoek as verzoek
where verzoek.status = 'queued'
union all
select
    'alerts_open' as naam,
    regel.naam as label,
    count(signaal.signaal_id)::bigint as waarde
from unnest($2::text[]) as regel (naam)
left join beheer.signaal as signaal
    on regel.naam = signaal.regel and signaal.status = 'open'
group by regel.naam
union all
select
    'messages_waiting' as naam,
    '' as label,
    count(*)::bigint as waarde
from beheer.bezorging as bezorging
where bezorging.status = 'wacht'
