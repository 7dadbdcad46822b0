-- Queues every chain that the given files touch, before their rows are deleted: their own chains,
-- for an answer the chains of the message it answers, and for a request and an allocation what
-- they name: once the row is gone nothing tells that it did. Likewise dossiers, marks and messages:
-- of a 323 also the 325s on it or with its DeclaratieNummer, and the later 323s that begin earlier
-- (TR318). Idempotent.
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
),

declaratie as (
    select
        declaratie.kenmerk_sk,
        declaratie.declaratienummer,
        declaratie.periode_begin,
        bericht.identiteit,
        bericht.wet,
        bericht.gemeentecode,
        bericht.agb_code,
        bericht.dagtekening
    from bron
    inner join landing.declaratie as declaratie on bron.bestand_id = declaratie.bestand_id
    inner join landing.bericht as bericht on bron.bestand_id = bericht.bestand_id
),

bericht_kringen as (
    select bericht.identiteit
    from bron
    inner join landing.bericht as bericht on bron.bestand_id = bericht.bestand_id
    union
    select antwoord.identiteit
    from declaratie
    inner join landing.bericht as antwoord on declaratie.identiteit = antwoord.betreft
    union
    select antwoord.identiteit
    from declaratie
    inner join landing.declaratie_antwoord as declaratie_antwoord
        on declaratie.declaratienummer = declaratie_antwoord.declaratienummer
    inner join landing.bericht as antwoord
        on
            declaratie_antwoord.bestand_id = antwoord.bestand_id
            and declaratie.wet = antwoord.wet
            and declaratie.agb_code = antwoord.agb_code
    union
    select later.identiteit
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
),

kringen as (
    select
        toewijzing.dossier as sleutel,
        'dossier' as kring
    from landing.toewijzing
    inner join bron on toewijzing.bestand_id = bron.bestand_id
    union
    select
        verzoek.dossier as sleutel,
        'dossier' as kring
    from landing.verzoek
    inner join bron on verzoek.bestand_id = bron.bestand_id
    union
    select
        verzoek.dossier as sleutel,
        'dossier' as kring
    from landing.antwoord
    inner join bron on antwoord.bestand_id = bron.bestand_id
    inner join landing.verzoek on antwoord.keten = verzoek.keten
    union
    select
        prestatie.referentie_sk as sleutel,
        'kenmerk' as kring
    from landing.prestatie
    inner join bron on prestatie.bestand_id = bron.bestand_id
    union
    select
        verzoek.kenmerk_sk as sleutel,
        'kenmerk' as kring
    from landing.verzoek
    inner join bron on verzoek.bestand_id = bron.bestand_id
    where verzoek.kenmerk_sk is not null
    union
    select
        declaratie.kenmerk_sk as sleutel,
        'kenmerk' as kring
    from declaratie
    union
    select
        landing.berichtkring(bericht_kringen.identiteit) as sleutel,
        'bericht' as kring
    from bericht_kringen
),

geraakt_kring as (
    insert into landing.geraakt_kring (kring, sleutel, taak_id)
    select
        kringen.kring,
        kringen.sleutel,
        $2 as taak_id
    from kringen
    on conflict do nothing
)

insert into landing.geraakt (keten, taak_id)
select
    ketens.keten,
    $2 as taak_id
from ketens
on conflict do nothing;
