-- A run before that meets the same content at the next full delivery becomes one run with it,
-- unless changes began that one. Template: entiteit, velden.
-- Parameter: $1 bron. Changes csv_herstel.
update csv_herstel
set
    eind = nieuw.gezien_tot,
    is_samen = true
from landing.csv_entiteit as oud
inner join landing.csv_entiteit as nieuw
    on
        oud.bron = nieuw.bron
        and oud.rij_sleutel = nieuw.rij_sleutel
left join beheer.csv_levering as levering
    on
        nieuw.bestand_id = levering.bestand_id
        and levering.soort = 'mutaties'
        and nieuw.gezien_van = levering.peildatum
where
    not csv_herstel.is_rest
    and not csv_herstel.is_gelijk
    and csv_herstel.eind = csv_herstel.volgende
    and oud.bron = $1
    and oud.rij_sleutel = csv_herstel.rij_sleutel
    and oud.gezien_van = csv_herstel.vorig_van
    and nieuw.gezien_van = csv_herstel.volgende
    and levering.bestand_id is null
    and (oud.velden) is not distinct from (nieuw.velden);
