-- Counts what is open in quarantine by code, most records first.
-- Grain: one row per code. Parameter: $1 number of rows. Reads only.
select
    quarantaine.code,
    count(*) as aantal,
    coalesce(sum(quarantaine.records), 0)::bigint as records,
    min(quarantaine.gemaakt_op) as oudste,
    min(quarantaine.uitleg) as uitleg
from beheer.quarantaine as quarantaine
where quarantaine.status = 'open'
group by quarantaine.code
order by records desc, quarantaine.code asc
limit $1
