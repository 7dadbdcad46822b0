-- The deliveries around one, for one entity. One row. Reads only.
-- Parameters: $1 bron, $2 text entity, $3 date, $4 bestand_id (itself).
-- heeft_andere: there is another one; heeft_later: there is a later one; volgende: the day of the
-- next full one; heeft_zelfde: there is one of the same day.
select
    count(*) > 0 as heeft_andere,
    coalesce(bool_or(levering.peildatum > $3), false) as heeft_later,
    min(levering.peildatum) filter (
        where levering.soort = 'volledig' and levering.peildatum > $3
    ) as volgende,
    coalesce(bool_or(levering.peildatum = $3), false) as heeft_zelfde
from beheer.csv_levering as levering
where
    levering.bron = $1
    and levering.rijen > 0
    and levering.bestand_id <> $4
    and $2 = any(levering.entiteiten);
