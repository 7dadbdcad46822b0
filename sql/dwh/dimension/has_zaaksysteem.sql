-- Tells whether a case system told of any beschikking, or did so before.
select
    exists (select 1 from landing.csv_beschikking)
    or exists (select 1 from landing.csv_voorziening)
    or exists (
        select 1
        from dwh.dim_beschikking as dim
        where dim.bron = 'zaaksysteem'
    );
