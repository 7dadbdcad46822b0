-- Queues the given files, and the messages that they answer, before they are deleted. Idempotent.
-- Parameters: $1 bigint[] files, $2 bigint task.
insert into landing.geraakt_bericht (bestand_id, taak_id)
select
    unnest($1::bigint[]) as bestand_id,
    $2 as taak_id
union
select
    heen.bestand_id,
    $2 as taak_id
from landing.bericht as antwoord
inner join landing.bericht as heen
    on antwoord.betreft = heen.identiteit
where antwoord.bestand_id = any($1)
on conflict do nothing;
