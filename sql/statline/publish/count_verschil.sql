-- How many cells are new, changed and gone. No parameters. One row.
select
    count(*) filter (where verschil.oud_geladen_op is null) as nieuw,
    count(*) filter (
        where verschil.oud_geladen_op is not null and not verschil.is_weg
    ) as gewijzigd,
    count(*) filter (where verschil.is_weg) as verdwenen
from pub_statline_verschil as verschil;
