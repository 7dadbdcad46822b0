-- Refusals by reason: how many, since when and from which sources.
-- Grain: one row per code, most first. Parameters: $1 status, $2 code, $3 source; null: all.
-- Reads only.
select
    quarantaine.code,
    (array_agg(quarantaine.uitleg order by quarantaine.quarantaine_id desc))[1] as uitleg,
    count(*) as aantal,
    coalesce(sum(quarantaine.records), 0)::bigint as records,
    sum(quarantaine.bedrag_eurocent)::bigint as bedrag_eurocent,
    min(quarantaine.gemaakt_op) as sinds,
    count(*) filter (where quarantaine.status = 'open') as nog_open,
    array_agg(distinct bestand.bron order by bestand.bron) as bronnen
from beheer.quarantaine as quarantaine
inner join beheer.bestand as bestand on quarantaine.bestand_id = bestand.bestand_id
where
    ($1::text is null or quarantaine.status = $1::text)
    and ($2::text is null or quarantaine.code = $2::text)
    and ($3::text is null or bestand.bron = $3::text)
group by quarantaine.code
order by aantal desc, quarantaine.code asc
