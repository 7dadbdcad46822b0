-- One page of the refusals.
-- Grain: one row per refusal, newest first. Parameters: $1 number of rows, $2 status, $3 code,
-- $4 source, $5 only those before this refusal; null: all. Reads only.
select
    quarantaine.quarantaine_id,
    bestand.bron,
    bestand.naam,
    quarantaine.regelnummer,
    quarantaine.plaats,
    quarantaine.code,
    quarantaine.status,
    quarantaine.records,
    quarantaine.bedrag_eurocent,
    quarantaine.gemaakt_op
from beheer.quarantaine as quarantaine
inner join beheer.bestand as bestand on quarantaine.bestand_id = bestand.bestand_id
where
    ($2::text is null or quarantaine.status = $2::text)
    and ($3::text is null or quarantaine.code = $3::text)
    and ($4::text is null or bestand.bron = $4::text)
    and ($5::bigint is null or quarantaine.quarantaine_id < $5::bigint)
order by quarantaine.quarantaine_id desc
limit $1
