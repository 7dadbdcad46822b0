-- The day of the next full delivery, for one entity. One row. Reads only.
-- Parameters: $1 bron, $2 text entity, $3 date.
select min(levering.peildatum) as volgende
from beheer.csv_levering as levering
where
    levering.bron = $1
    and levering.rijen > 0
    and levering.soort = 'volledig'
    and levering.peildatum > $3
    and $2 = any(levering.entiteiten);
