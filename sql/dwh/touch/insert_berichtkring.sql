-- Gathers the messages to judge: those that are new or answered; the 325s on a 323 that came or
-- changed, or with its DeclaratieNummer; the later 323s that begin earlier (TR318); and those that
-- pub_kring names by their key. A key is found by the range of identities that it stands for,
-- with the sign bit set or not.
-- Idempotent.
with declaratie as (
    select
        bericht.bestand_id,
        bericht.identiteit,
        bericht.wet,
        bericht.gemeentecode,
        bericht.agb_code,
        bericht.dagtekening,
        declaratie.declaratienummer,
        declaratie.periode_begin
    from pub_bericht
    inner join landing.declaratie as declaratie
        on pub_bericht.bestand_id = declaratie.bestand_id
    inner join landing.bericht as bericht on declaratie.bestand_id = bericht.bestand_id
),

genoemd as (
    select
        lpad(to_hex(pub_kring.sleutel), 16, '0') as hoog,
        lpad(to_hex(pub_kring.sleutel & 9223372036854775807), 16, '0') as laag
    from pub_kring
    where pub_kring.kring = 'bericht'
),

bron as (
    select pub_bericht.bestand_id
    from pub_bericht
    union
    select antwoord.bestand_id
    from declaratie
    inner join landing.bericht as antwoord on declaratie.identiteit = antwoord.betreft
    union
    select antwoord.bestand_id
    from declaratie
    inner join landing.declaratie_antwoord as declaratie_antwoord
        on declaratie.declaratienummer = declaratie_antwoord.declaratienummer
    inner join landing.bericht as antwoord
        on
            declaratie_antwoord.bestand_id = antwoord.bestand_id
            and declaratie.wet = antwoord.wet
            and declaratie.agb_code = antwoord.agb_code
    union
    select later.bestand_id
    from declaratie
    inner join landing.bericht as later
        on
            declaratie.agb_code = later.agb_code
            and declaratie.gemeentecode = later.gemeentecode
            and declaratie.wet = later.wet
            and declaratie.dagtekening < later.dagtekening
    inner join landing.declaratie as latere_declaratie
        on
            later.bestand_id = latere_declaratie.bestand_id
            and declaratie.periode_begin > latere_declaratie.periode_begin
    where later.berichtsoort = '323'
    union
    select gevonden.bestand_id
    from genoemd
    cross join lateral (
        select bericht.bestand_id
        from landing.bericht as bericht
        where
            bericht.identiteit >= (genoemd.hoog || repeat('0', 16))::uuid
            and bericht.identiteit <= (genoemd.hoog || repeat('f', 16))::uuid
        order by bericht.identiteit
        limit 1
    ) as gevonden
    union
    select gevonden.bestand_id
    from genoemd
    cross join lateral (
        select bericht.bestand_id
        from landing.bericht as bericht
        where
            bericht.identiteit >= (genoemd.laag || repeat('0', 16))::uuid
            and bericht.identiteit <= (genoemd.laag || repeat('f', 16))::uuid
        order by bericht.identiteit
        limit 1
    ) as gevonden
)

insert into pub_berichtkring (bestand_id, sleutel)
select
    bericht.bestand_id,
    landing.berichtkring(bericht.identiteit) as sleutel
from bron
inner join landing.bericht as bericht on bron.bestand_id = bericht.bestand_id
where
    bericht.betreft is null
    or bericht.berichtsoort = '325'
on conflict do nothing;
