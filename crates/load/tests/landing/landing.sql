-- Everything in landing without lineage, for comparison: one text a row, sorted.
select t.rij
from (
    select 'bericht ' || (to_jsonb(b) - 'bestand_id' - 'taak_id')::text as rij
    from landing.bericht as b
    union all
    select 'client ' || (to_jsonb(c) - 'bestand_id')::text
    from landing.client as c
    union all
    select 'waarneming ' || (to_jsonb(w) - 'bestand_id' - 'taak_id')::text
    from landing.waarneming as w
    union all
    select 'toewijzing ' || (to_jsonb(r) - 'bestand_id' - 'taak_id')::text
    from landing.toewijzing as r
    union all
    select 'start ' || (to_jsonb(r) - 'bestand_id' - 'taak_id')::text
    from landing.start as r
    union all
    select 'stop ' || (to_jsonb(r) - 'bestand_id' - 'taak_id')::text
    from landing.stop as r
    union all
    select 'beschikking ' || (to_jsonb(r) - 'bestand_id' - 'taak_id')::text
    from landing.beschikking as r
    union all
    select 'verzoek ' || (to_jsonb(r) - 'bestand_id' - 'taak_id')::text
    from landing.verzoek as r
    union all
    select 'besluit ' || (to_jsonb(r) - 'bestand_id' - 'taak_id')::text
    from landing.antwoord as r
    union all
    select 'prestatie ' || (to_jsonb(r) - 'bestand_id' - 'taak_id')::text
    from landing.prestatie as r
    union all
    select 'declaratie ' || (to_jsonb(r) - 'bestand_id' - 'taak_id')::text
    from landing.declaratie as r
    union all
    select 'antwoord ' || (to_jsonb(r) - 'bestand_id' - 'taak_id')::text
    from landing.declaratie_antwoord as r
    union all
    select 'afgewezen ' || (to_jsonb(r) - 'bestand_id' - 'taak_id')::text
    from landing.afgewezen_prestatie as r
    union all
    select 'conflict ' || (to_jsonb(r) - 'bestand_id')::text
    from landing.conflict as r
) as t
order by t.rij
