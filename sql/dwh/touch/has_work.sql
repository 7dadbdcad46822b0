-- Tells whether anything waits for publication.
-- Parameter: $1 date, the reference date.
select
    exists (
        select 1
        from beheer.taak as taak
        where
            not taak.is_gepubliceerd
            and taak.soort = 'inlezen'
    )
    or exists (select 1 from landing.geraakt)
    or exists (select 1 from landing.geraakt_bericht)
    or exists (select 1 from landing.geraakt_kring)
    or exists (
        select 1
        from landing.houdbaarheid as vroeg
        where vroeg.vanaf > $1
    )
    or exists (
        select 1
        from landing.houdbaarheid as laat
        where laat.tot <= $1
    );
