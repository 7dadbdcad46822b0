-- Gathers the marks that more than one record has: most have one, and nothing to be judged.
-- Idempotent.
with vaker as (
    select prestatie.referentie_sk as sleutel
    from landing.prestatie as prestatie
    group by prestatie.referentie_sk
    having count(*) > 1
    union
    select declaratie.kenmerk_sk as sleutel
    from landing.declaratie as declaratie
    group by declaratie.kenmerk_sk
    having count(*) > 1
    union
    select verzoek.kenmerk_sk as sleutel
    from landing.verzoek as verzoek
    where verzoek.kenmerk_sk is not null
    group by verzoek.kenmerk_sk
    having min(verzoek.bestand_id) <> max(verzoek.bestand_id)
)

insert into pub_kring (sleutel, kring)
select
    vaker.sleutel,
    'kenmerk' as kring
from vaker
on conflict do nothing;
