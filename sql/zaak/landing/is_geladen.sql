-- Tells whether rows of a file were loaded when it was read before. Reads only.
-- Parameters: $1 bron, $2 bestand_id. One row.
select
    exists (
        select 1
        from beheer.csv_levering as levering
        where
            levering.bron = $1
            and levering.bestand_id = $2
            and levering.rijen > 0
    ) as is_geladen;
