-- Tells whether a source ever had a file. One row, one boolean. Reads only.
-- Parameter: $1 bron.
select
    exists(
        select 1
        from beheer.bestand
        where bestand.bron = $1
    ) as has_files;
