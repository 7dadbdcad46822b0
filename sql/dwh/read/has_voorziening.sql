-- Tells whether a case system told of any voorziening.
select
    exists(
        select 1
        from landing.csv_voorziening
    ) as has_voorziening;
