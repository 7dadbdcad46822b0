-- Queues every chain that the given files touch, before their rows are deleted: their own chains,
-- for an answer the chains of the message it answers, and for a request and an allocation what
-- they name: once the row is gone nothing tells that it did. Idempotent.
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
    select toewijzing.verzoek_keten as keten
    from landing.toewijzing
    inner join bron on toewijzing.bestand_id = bron.bestand_id
    where toewijzing.verzoek_keten is not null
    union
    select verzoek.keten
    from landing.verzoek
    inner join bron on verzoek.bestand_id = bron.bestand_id
    union
    select verzoek.toewijzing_keten as keten
    from landing.verzoek
    inner join bron on verzoek.bestand_id = bron.bestand_id
    where verzoek.toewijzing_keten is not null
    union
    select antwoord.keten
    from landing.antwoord
    inner join bron on antwoord.bestand_id = bron.bestand_id
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
