-- Gathers all chains, loaded or published.
with keten as (
    select toewijzing.keten
    from landing.toewijzing as toewijzing
    union
    select start.keten
    from landing.start as start
    union
    select stop.keten
    from landing.stop as stop
    union
    select prestatie.keten
    from landing.prestatie as prestatie
    union
    select verzoek.keten
    from landing.verzoek as verzoek
    union
    select antwoord.keten
    from landing.antwoord as antwoord
    union
    select geraakt.keten
    from landing.geraakt as geraakt
    union
    select feit_toewijzing.keten_sk
    from dwh.feit_toewijzing as feit_toewijzing
    union
    select feit_verzoek.keten_sk
    from dwh.feit_verzoek as feit_verzoek
    union
    select feit_koppeling.keten_sk
    from dwh.feit_koppeling as feit_koppeling
    union
    select feit_bevinding.keten_sk
    from dwh.feit_bevinding as feit_bevinding
    where feit_bevinding.keten_sk is not null
)

insert into pub_keten (keten, groep)
select
    keten.keten,
    keten.keten as groep
from keten;
