-- Finds the keys of one entity that are there more than once, which of them is on the first line,
-- and whether they tell the same. A table that was emptied is not filled in order.
-- Template: entiteit, velden. Parameter: $1 text, the entity. Idempotent after emptying csv_dubbel.
insert into csv_dubbel (entiteit, rij_sleutel, eerste, is_conflict)
with meervoud as materialized (
    select nieuw.rij_sleutel
    from nieuw_entiteit as nieuw
    group by nieuw.rij_sleutel
    having count(*) > 1
)

select
    $1 as entiteit,
    meervoud.rij_sleutel,
    (array_agg(nieuw.ctid order by nieuw.regel, nieuw.ctid))[1] as eerste,
    count(distinct row(nieuw.gemeentecode, nieuw.velden)) > 1 as is_conflict
from meervoud
inner join nieuw_entiteit as nieuw on meervoud.rij_sleutel = nieuw.rij_sleutel
group by meervoud.rij_sleutel;
