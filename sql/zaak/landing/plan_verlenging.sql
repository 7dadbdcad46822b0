-- A new run that meets the same content at the next full delivery becomes one run with it, unless
-- changes began that one. Template: entiteit, velden.
-- Parameter: $1 bron. Changes csv_plan.
update csv_plan
set is_verlenging = true
from nieuw_entiteit as nieuw
inner join landing.csv_entiteit as later on nieuw.rij_sleutel = later.rij_sleutel
left join beheer.csv_levering as levering
    on
        later.bestand_id = levering.bestand_id
        and levering.soort = 'mutaties'
        and later.gezien_van = levering.peildatum
where
    csv_plan.is_nieuw
    and not csv_plan.is_rest
    and csv_plan.eind = csv_plan.volgende
    and nieuw.rij_sleutel = csv_plan.rij_sleutel
    and later.bron = $1
    and later.gezien_van = csv_plan.volgende
    and levering.bestand_id is null
    and (nieuw.velden) is not distinct from (later.velden);
