-- Findings whose key is that of no chain, dossier, message or mark in landing (but for resolved
-- ones, which may be about records that left), and those whose end does not fit their status.
-- Grain: row of feit_bevinding. Returns no rows when all is well.
with sleutel as (
    select toewijzing.keten as sleutel
    from landing.toewijzing as toewijzing
    union
    select toewijzing.dossier as sleutel
    from landing.toewijzing as toewijzing
    union
    select start.keten as sleutel
    from landing.start as start
    union
    select stop.keten as sleutel
    from landing.stop as stop
    union
    select prestatie.keten as sleutel
    from landing.prestatie as prestatie
    union
    select prestatie.referentie_sk as sleutel
    from landing.prestatie as prestatie
    union
    select verzoek.keten as sleutel
    from landing.verzoek as verzoek
    union
    select verzoek.dossier as sleutel
    from landing.verzoek as verzoek
    union
    select verzoek.kenmerk_sk as sleutel
    from landing.verzoek as verzoek
    where verzoek.kenmerk_sk is not null
    union
    select antwoord.keten as sleutel
    from landing.antwoord as antwoord
    union
    select declaratie.kenmerk_sk as sleutel
    from landing.declaratie as declaratie
    union
    select landing.berichtkring(bericht.identiteit) as sleutel
    from landing.bericht as bericht
)

select
    feit.bevinding_sk,
    feit.regelcode,
    feit.keten_sk,
    feit.status
from dwh.feit_bevinding as feit
left join sleutel on feit.keten_sk = sleutel.sleutel
where
    (feit.status <> 'opgelost' and feit.keten_sk is not null and sleutel.sleutel is null)
    or (feit.status = 'opgelost') <> (feit.opgelost_op is not null)
    or feit.opgelost_op < feit.laatst_gezien_op
    or feit.aantal_heropend < 0;
