-- What a full delivery of a day began and ended, and deliveries of that day that go after it; not
-- what changes of that day tell that go before it. Template: entiteit.
-- Parameters: $1 bron, $2 date, $3 naam, $4 bestand_id of the delivery. Fills csv_herstel.
insert into csv_herstel (rij_sleutel, begint, tot, vorig_van)
with begin as (
    select
        csv.rij_sleutel,
        csv.gezien_tot
    from landing.csv_entiteit as csv
    where csv.bron = $1 and csv.gezien_van = $2
),

eind as (
    select
        csv.rij_sleutel,
        csv.gezien_van
    from landing.csv_entiteit as csv
    where csv.bron = $1 and csv.gezien_tot = $2
),

voorrang as (
    select csv.rij_sleutel
    from landing.csv_entiteit as csv
    inner join beheer.csv_levering as levering on csv.bestand_id = levering.bestand_id
    where
        csv.bron = $1
        and csv.gezien_van = $2
        and levering.soort = 'mutaties'
        and levering.peildatum = $2
        and (levering.naam, levering.bestand_id) > ($3, $4)
)

select
    coalesce(begin.rij_sleutel, eind.rij_sleutel) as rij_sleutel,
    begin.rij_sleutel is not null as begint,
    begin.gezien_tot as tot,
    eind.gezien_van as vorig_van
from begin
full outer join eind on begin.rij_sleutel = eind.rij_sleutel
left join voorrang on coalesce(begin.rij_sleutel, eind.rij_sleutel) = voorrang.rij_sleutel
where voorrang.rij_sleutel is null;
