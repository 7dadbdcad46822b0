-- Gathers the dossiers, marks and messages to judge: those with a record in a message that is new
-- or answered, those that lost a record, and those whose outcome changed with the days. A mark that
-- nothing shares is left out, unless something was found about it before.
-- A number that ten thousand lines share has a hundred million pairs: it is asked whether there is
-- another, not which.
-- Parameter: $1 date, the reference date. Not idempotent: once per transaction.
with kenmerk as (
    select prestatie.referentie_sk as sleutel
    from pub_bericht
    inner join landing.prestatie as prestatie
        on pub_bericht.bestand_id = prestatie.bestand_id
    union
    select declaratie.kenmerk_sk as sleutel
    from pub_bericht
    inner join landing.declaratie as declaratie
        on pub_bericht.bestand_id = declaratie.bestand_id
    union
    select verzoek.kenmerk_sk as sleutel
    from pub_bericht
    inner join landing.verzoek as verzoek on pub_bericht.bestand_id = verzoek.bestand_id
    where verzoek.kenmerk_sk is not null
),

kring as (
    select
        toewijzing.dossier as sleutel,
        'dossier' as kring
    from pub_bericht
    inner join landing.toewijzing as toewijzing
        on pub_bericht.bestand_id = toewijzing.bestand_id
    union
    select
        verzoek.dossier as sleutel,
        'dossier' as kring
    from pub_bericht
    inner join landing.verzoek as verzoek on pub_bericht.bestand_id = verzoek.bestand_id
    union
    select
        verzoek.dossier as sleutel,
        'dossier' as kring
    from pub_bericht
    inner join landing.antwoord as antwoord on pub_bericht.bestand_id = antwoord.bestand_id
    inner join landing.verzoek as verzoek on antwoord.keten = verzoek.keten
    union
    select
        prestatie.referentie_sk as sleutel,
        'kenmerk' as kring
    from pub_bericht
    inner join landing.prestatie as prestatie
        on pub_bericht.bestand_id = prestatie.bestand_id
    where
        exists (
            select 1
            from landing.prestatie as ander
            where
                prestatie.referentie_sk = ander.referentie_sk
                and (
                    prestatie.bestand_id <> ander.bestand_id
                    or prestatie.regel <> ander.regel
                )
        )
    union
    select
        declaratie.kenmerk_sk as sleutel,
        'kenmerk' as kring
    from pub_bericht
    inner join landing.declaratie as declaratie
        on pub_bericht.bestand_id = declaratie.bestand_id
    where
        exists (
            select 1
            from landing.declaratie as ander
            where
                declaratie.kenmerk_sk = ander.kenmerk_sk
                and declaratie.bestand_id <> ander.bestand_id
        )
    union
    select
        verzoek.kenmerk_sk as sleutel,
        'kenmerk' as kring
    from pub_bericht
    inner join landing.verzoek as verzoek on pub_bericht.bestand_id = verzoek.bestand_id
    where
        exists (
            select 1
            from landing.verzoek as ander
            where
                verzoek.kenmerk_sk = ander.kenmerk_sk
                and verzoek.bestand_id <> ander.bestand_id
        )
    union
    select
        kenmerk.sleutel,
        'kenmerk' as kring
    from kenmerk
    inner join dwh.feit_bevinding as feit on kenmerk.sleutel = feit.keten_sk
    where feit.status <> 'opgelost'
    union
    select
        geraakt_kring.sleutel,
        geraakt_kring.kring
    from landing.geraakt_kring as geraakt_kring
    union
    select
        vroeg.keten as sleutel,
        vroeg.kring
    from landing.houdbaarheid as vroeg
    where
        vroeg.vanaf > $1
        and vroeg.kring <> 'keten'
    union
    select
        laat.keten as sleutel,
        laat.kring
    from landing.houdbaarheid as laat
    where
        laat.tot <= $1
        and laat.kring <> 'keten'
)

insert into pub_kring (sleutel, kring)
select
    kring.sleutel,
    kring.kring
from kring;
