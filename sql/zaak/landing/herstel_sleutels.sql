-- What began on a day for the keys of a delivery, unless changes of that day tell it that go before
-- it. Template: entiteit.
-- Parameters: $1 bron, $2 date, $3 naam, $4 bestand_id of the delivery. Fills csv_herstel.
insert into csv_herstel (rij_sleutel, begint, tot, vorig_van)
select
    begin.rij_sleutel,
    true as begint,
    begin.gezien_tot as tot,
    eind.gezien_van as vorig_van
from nieuw_entiteit as nieuw
inner join landing.csv_entiteit as begin
    on
        nieuw.rij_sleutel = begin.rij_sleutel
        and begin.bron = $1
        and begin.gezien_van = $2
left join beheer.csv_levering as levering
    on
        begin.bestand_id = levering.bestand_id
        and levering.soort = 'mutaties'
        and levering.peildatum = $2
        and (levering.naam, levering.bestand_id) > ($3, $4)
left join landing.csv_entiteit as eind
    on
        begin.bron = eind.bron
        and begin.rij_sleutel = eind.rij_sleutel
        and begin.gezien_van = eind.gezien_tot
where levering.bestand_id is null;
