-- What stands of one entity of a source before a file with known bytes is folded in; without the
-- file that a run names. Template: entiteit, velden. Parameter: $1 bron.
-- Not idempotent; gone at the end of the transaction.
create temporary table stand_entiteit on commit drop as
select
    csv.rij_sleutel,
    csv.gezien_van,
    csv.gezien_tot,
    csv.velden
from landing.csv_entiteit as csv
where csv.bron = $1;
