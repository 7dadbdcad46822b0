-- Lists refusals with their file.
-- Grain: one row per refusal, newest first. Parameters: $1 number of rows, $2 status, $3 code,
-- $4 source, $5 refusal; null: all. Reads only.
select
    quarantaine.quarantaine_id,
    quarantaine.bestand_id,
    bestand.bron,
    bestand.naam,
    bestand.sha256,
    taak.run_id,
    bestand.taak_id,
    quarantaine.regelnummer,
    quarantaine.plaats,
    quarantaine.code,
    quarantaine.uitleg,
    quarantaine.status,
    quarantaine.records,
    quarantaine.bedrag_eurocent,
    quarantaine.gemaakt_op,
    quarantaine.afgehandeld_op
from beheer.quarantaine as quarantaine
inner join beheer.bestand as bestand on quarantaine.bestand_id = bestand.bestand_id
left join beheer.taak as taak on bestand.taak_id = taak.taak_id
where
    ($2::text is null or quarantaine.status = $2::text)
    and ($3::text is null or quarantaine.code = $3::text)
    and ($4::text is null or bestand.bron = $4::text)
    and ($5::bigint is null or quarantaine.quarantaine_id = $5::bigint)
order by quarantaine.quarantaine_id desc
limit $1
