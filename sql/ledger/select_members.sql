-- Finds the messages that the given archives held when they were read last. One row a message.
-- Reads only. Parameter: $1 bigint[] numbers of archives; other files have none.
select
    bestand.bestand_id,
    bestand.container_id,
    bestand.naam
from beheer.bestand
where bestand.container_id = any($1)
order by bestand.bestand_id;
