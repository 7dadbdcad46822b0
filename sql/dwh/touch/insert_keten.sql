-- Gathers the chains to recompute: those with a record in a message that is new or answered, those
-- that lost a record, and those whose outcome changed with the days.
-- Parameter: $1 date, the reference date.
with keten as (
    select toewijzing.keten
    from pub_bericht
    inner join landing.toewijzing as toewijzing
        on pub_bericht.bestand_id = toewijzing.bestand_id
    union
    select start.keten
    from pub_bericht
    inner join landing.start as start on pub_bericht.bestand_id = start.bestand_id
    union
    select stop.keten
    from pub_bericht
    inner join landing.stop as stop on pub_bericht.bestand_id = stop.bestand_id
    union
    select prestatie.keten
    from pub_bericht
    inner join landing.prestatie as prestatie
        on pub_bericht.bestand_id = prestatie.bestand_id
    union
    select verzoek.keten
    from pub_bericht
    inner join landing.verzoek as verzoek on pub_bericht.bestand_id = verzoek.bestand_id
    union
    select antwoord.keten
    from pub_bericht
    inner join landing.antwoord as antwoord on pub_bericht.bestand_id = antwoord.bestand_id
    union
    select geraakt.keten
    from landing.geraakt as geraakt
    union
    select vroeg.keten
    from landing.houdbaarheid as vroeg
    where
        vroeg.vanaf > $1
        and vroeg.kring = 'keten'
    union
    select laat.keten
    from landing.houdbaarheid as laat
    where
        laat.tot <= $1
        and laat.kring = 'keten'
)

insert into pub_keten (keten, groep)
select
    keten.keten,
    keten.keten as groep
from keten;
