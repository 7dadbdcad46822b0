-- Removes the deliveries of a source, and lets its files count as changed: when the source is read
-- once more, they are loaded again. What stands open of them lapses. Idempotent.
-- Parameter: $1 bron.
with onbeslist as (
    delete from beheer.csv_onbeslist as onbeslist
    where onbeslist.bron = $1
),

bestand as (
    update beheer.bestand
    set gewijzigd_ns = 0
    where bestand.bron = $1
    returning bestand.bestand_id
),

quarantaine as (
    update beheer.quarantaine
    set
        status = 'vervallen',
        afgehandeld_op = clock_timestamp()
    from bestand
    where
        quarantaine.bestand_id = bestand.bestand_id
        and quarantaine.status = 'open'
)

delete from beheer.csv_levering as levering
where levering.bron = $1;
