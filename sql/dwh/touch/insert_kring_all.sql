-- Gathers all dossiers, and whatever else has a finding or a term, loaded or published.
-- Idempotent.
with kring as (
    select
        toewijzing.dossier as sleutel,
        'dossier' as kring
    from landing.toewijzing as toewijzing
    union
    select
        verzoek.dossier as sleutel,
        'dossier' as kring
    from landing.verzoek as verzoek
    union
    select
        geraakt_kring.sleutel,
        geraakt_kring.kring
    from landing.geraakt_kring as geraakt_kring
    union
    select
        houdbaarheid.keten as sleutel,
        houdbaarheid.kring
    from landing.houdbaarheid as houdbaarheid
    where houdbaarheid.kring <> 'keten'
    union
    select
        feit.keten_sk as sleutel,
        'gepubliceerd' as kring
    from dwh.feit_bevinding as feit
    where feit.keten_sk < 0
)

insert into pub_kring (sleutel, kring)
select
    kring.sleutel,
    kring.kring
from kring
on conflict do nothing;
