-- Tells whether the beschikkingen of the case systems must be looked at: there are any, now or
-- before, and a delivery waits, or rows were removed, or everything is looked at. Any other night
-- only sees those that its messages name.
-- Parameter: $1 boolean, whether everything is looked at.
select
    (
        $1
        or exists (select 1 from landing.geraakt)
        or exists (
            select 1
            from beheer.taak as taak
            inner join beheer.bestand as bestand on taak.taak_id = bestand.taak_id
            inner join beheer.csv_levering as levering on bestand.bestand_id = levering.bestand_id
            where
                not taak.is_gepubliceerd
                and taak.soort = 'inlezen'
        )
    )
    and (
        exists (select 1 from landing.csv_beschikking)
        or exists (select 1 from landing.csv_voorziening)
        or exists (
            select 1
            from dwh.dim_beschikking as dim
            where dim.bron = 'zaaksysteem'
        )
    ) as has_zaaksysteem;
