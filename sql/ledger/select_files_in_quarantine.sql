-- A page of the files with something open in quarantine, by number; for a message in an archive the
-- archive. One row a file. Reads only.
-- Parameters: $1 bigint[] of quarantine numbers (null: all), $2 code (null: all),
-- $3 number after which to go on, $4 rows at most.
select
    bestand.bestand_id,
    bestand.bron,
    bestand.naam,
    bestand.sha256::text as sha256,
    bestand.grootte,
    bestand.gewijzigd_ns
from beheer.bestand
where
    bestand.bestand_id > $3
    and bestand.bestand_id in (
        select coalesce(geweigerd.container_id, geweigerd.bestand_id)
        from beheer.quarantaine
        inner join beheer.bestand as geweigerd
            on quarantaine.bestand_id = geweigerd.bestand_id
        where
            quarantaine.status = 'open'
            and ($1::bigint[] is null or quarantaine.quarantaine_id = any($1))
            and ($2::text is null or quarantaine.code = $2)
    )
order by bestand.bestand_id
limit $4;
