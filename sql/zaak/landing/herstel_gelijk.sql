-- A run before with the same content (changes that told what stood) goes on as long as the run that
-- the delivery began. Template: entiteit, velden.
-- Parameters: $1 bron, $2 date of the delivery. Changes csv_herstel.
update csv_herstel
set
    eind = csv_herstel.tot,
    is_rest = false,
    is_gelijk = true
from landing.csv_entiteit as oud
inner join landing.csv_entiteit as nieuw
    on
        oud.bron = nieuw.bron
        and oud.rij_sleutel = nieuw.rij_sleutel
        and oud.gezien_tot = nieuw.gezien_van
where
    csv_herstel.begint
    and oud.bron = $1
    and oud.rij_sleutel = csv_herstel.rij_sleutel
    and oud.gezien_van = csv_herstel.vorig_van
    and nieuw.gezien_van = $2
    and (oud.velden) is not distinct from (nieuw.velden);
