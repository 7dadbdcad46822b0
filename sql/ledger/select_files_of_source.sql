-- A page of the files of a source that a task read last in a span of time, by number; for a message
-- in an archive the archive. One row a file. Reads only.
-- Parameters: $1 bron, $2 begin (null: none), $3 end, not in it (null: none), $4 number after which
-- to go on, $5 rows at most.
select
    bestand.bestand_id,
    bestand.bron,
    bestand.naam,
    bestand.sha256::text as sha256,
    bestand.grootte,
    bestand.gewijzigd_ns
from beheer.bestand
where
    bestand.bron = $1
    and bestand.bestand_id > $4
    and bestand.bestand_id in (
        select coalesce(gelezen.container_id, gelezen.bestand_id)
        from beheer.bestand as gelezen
        inner join beheer.taak
            on gelezen.taak_id = taak.taak_id
        where
            gelezen.bron = $1
            and ($2::timestamptz is null or taak.gestart_op >= $2)
            and ($3::timestamptz is null or taak.gestart_op < $3)
    )
order by bestand.bestand_id
limit $5;
