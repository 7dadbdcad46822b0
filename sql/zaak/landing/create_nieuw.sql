-- The records of one entity in a delivery, as they are copied. Template: entiteit, velden.
-- Not idempotent; gone at the end of the transaction.
create temporary table nieuw_entiteit on commit drop as
select
    csv.rij_sleutel,
    csv.gemeentecode,
    csv.regel,
    csv.velden
from landing.csv_entiteit as csv
with no data;
