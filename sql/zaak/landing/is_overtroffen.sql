-- Whether a full delivery of the same day goes before one. One row. Reads only.
-- Parameters: $1 bron, $2 text entity, $3 date, $4 naam, $5 bestand_id of that one.
select exists(
    select 1
    from beheer.csv_levering as levering
    where
        levering.bron = $1
        and levering.rijen > 0
        and levering.soort = 'volledig'
        and levering.peildatum = $3
        and (levering.naam, levering.bestand_id) > ($4, $5)
        and $2 = any(levering.entiteiten)
) as is_overtroffen;
