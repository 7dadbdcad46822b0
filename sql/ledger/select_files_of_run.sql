-- A page of the files that a run read last, by number; for a message in an archive the archive.
-- One row a file. Reads only.
-- Parameters: $1 run, $2 number after which to go on, $3 rows at most.
select
    bestand.bestand_id,
    bestand.bron,
    bestand.naam,
    bestand.sha256::text as sha256,
    bestand.grootte,
    bestand.gewijzigd_ns
from beheer.bestand
where
    bestand.bestand_id > $2
    and bestand.bestand_id in (
        select coalesce(gelezen.container_id, gelezen.bestand_id)
        from beheer.bestand as gelezen
        inner join beheer.taak
            on gelezen.taak_id = taak.taak_id
        where taak.run_id = $1
    )
order by bestand.bestand_id
limit $3;
