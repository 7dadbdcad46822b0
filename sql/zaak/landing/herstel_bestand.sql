-- What the changes of a day began that one file told. Template: entiteit.
-- Parameters: $1 bron, $2 date, $3 bestand_id. Fills csv_herstel.
insert into csv_herstel (rij_sleutel, begint, tot, vorig_van)
select
    begin.rij_sleutel,
    true as begint,
    begin.gezien_tot as tot,
    eind.gezien_van as vorig_van
from landing.csv_entiteit as begin
left join landing.csv_entiteit as eind
    on
        begin.bron = eind.bron
        and begin.rij_sleutel = eind.rij_sleutel
        and begin.gezien_van = eind.gezien_tot
where
    begin.bron = $1
    and begin.gezien_van = $2
    and begin.bestand_id = $3;
