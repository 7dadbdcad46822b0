-- Deletes the messages of the given files with all their rows. Idempotent.
-- Parameter: $1 bigint[] files.
with weg_client as (
    delete from landing.client
    where client.bestand_id = any($1)
),

weg_waarneming as (
    delete from landing.waarneming
    where waarneming.bestand_id = any($1)
),

weg_toewijzing as (
    delete from landing.toewijzing
    where toewijzing.bestand_id = any($1)
),

weg_start as (
    delete from landing.start
    where start.bestand_id = any($1)
),

weg_stop as (
    delete from landing.stop
    where stop.bestand_id = any($1)
),

weg_beschikking as (
    delete from landing.beschikking
    where beschikking.bestand_id = any($1)
),

weg_verzoek as (
    delete from landing.verzoek
    where verzoek.bestand_id = any($1)
),

weg_antwoord as (
    delete from landing.antwoord
    where antwoord.bestand_id = any($1)
),

weg_declaratie as (
    delete from landing.declaratie
    where declaratie.bestand_id = any($1)
),

weg_prestatie as (
    delete from landing.prestatie
    where prestatie.bestand_id = any($1)
),

weg_declaratie_antwoord as (
    delete from landing.declaratie_antwoord
    where declaratie_antwoord.bestand_id = any($1)
),

weg_afgewezen_prestatie as (
    delete from landing.afgewezen_prestatie
    where afgewezen_prestatie.bestand_id = any($1)
)

delete from landing.bericht
where bericht.bestand_id = any($1);
