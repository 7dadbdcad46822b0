-- Queues every chain that the given files touch, before their rows are deleted: their own chains,
-- and for an answer the chains of the message it answers. Idempotent.
-- Parameters: $1 bigint[] files, $2 bigint task.
with beantwoord as (
    select heen.bestand_id
    from landing.bericht as antwoord
    inner join landing.bericht as heen
        on antwoord.betreft = heen.identiteit
    where antwoord.bestand_id = any($1)
),

bron as (
    select unnest($1::bigint[]) as bestand_id
    union
    select beantwoord.bestand_id
    from beantwoord
),

ketens as (
    select toewijzing.keten
    from landing.toewijzing
    inner join bron on toewijzing.bestand_id = bron.bestand_id
    union
    select start.keten
    from landing.start
    inner join bron on start.bestand_id = bron.bestand_id
    union
    select stop.keten
    from landing.stop
    inner join bron on stop.bestand_id = bron.bestand_id
    union
    select prestatie.keten
    from landing.prestatie
    inner join bron on prestatie.bestand_id = bron.bestand_id
    union
    select afgewezen_prestatie.keten
    from landing.afgewezen_prestatie
    inner join bron on afgewezen_prestatie.bestand_id = bron.bestand_id
)

insert into landing.geraakt (keten, taak_id)
select
    ketens.keten,
    $2 as taak_id
from ketens
on conflict do nothing;
