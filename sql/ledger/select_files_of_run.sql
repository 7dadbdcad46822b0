-- A page of the files that a run read last, by number. One row a file. Reads only.
-- Parameters: $1 run, $2 number after which to go on, $3 rows at most.
select
    bestand.bestand_id,
    bestand.bron,
    bestand.naam,
    bestand.sha256::text as sha256,
    bestand.grootte
from beheer.bestand
inner join beheer.taak
    on bestand.taak_id = taak.taak_id
where
    taak.run_id = $1
    and bestand.bestand_id > $2
order by bestand.bestand_id
limit $3;
