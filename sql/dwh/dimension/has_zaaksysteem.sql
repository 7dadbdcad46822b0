-- Tells whether the beschikkingen of the case systems must be looked at: there are any, now or
-- before, and a task without messages waits (a delivery, or one of which the rows were removed), or
-- chains do, or everything is looked at. Any other night only sees those that its messages name.
-- Parameter: $1 boolean, whether everything is looked at.
select
    (
        $1
        or exists (select 1 from landing.geraakt)
        or exists (
            select 1
            from beheer.taak as taak
            where
                not taak.is_gepubliceerd
                and taak.soort = 'inlezen'
                and not exists (
                    select 1
                    from beheer.bestand as bestand
                    inner join landing.bericht as bericht
                        on bestand.bestand_id = bericht.bestand_id
                    where taak.taak_id = bestand.taak_id
                )
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
