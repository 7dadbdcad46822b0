-- Keys that the next full delivery is in doubt of: the first one after it that tells of them.
-- Parameters: $1 bron, $2 text entity. Changes csv_herstel.
update csv_herstel
set volgende = (
    select min(levering.peildatum)
    from beheer.csv_levering as levering
    where
        levering.bron = $1
        and $2 = any(levering.entiteiten)
        and levering.soort = 'volledig'
        and levering.rijen > 0
        and levering.peildatum > csv_herstel.volgende
        and not exists (
            select 1
            from beheer.csv_onbeslist as later
            where
                later.bron = $1
                and later.entiteit = $2
                and later.rij_sleutel = csv_herstel.rij_sleutel
                and later.peildatum = levering.peildatum
        )
)
from beheer.csv_onbeslist as onbeslist
where
    onbeslist.bron = $1
    and onbeslist.entiteit = $2
    and onbeslist.rij_sleutel = csv_herstel.rij_sleutel
    and onbeslist.peildatum = csv_herstel.volgende;
