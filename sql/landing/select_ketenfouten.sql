-- Finds the faults of the hub with one of the given numbers. One row a fault. Reads only.
-- Parameter: $1 text[] referentienummers.
select
    ketenfout.bestand_id,
    ketenfout.referentienummer,
    ketenfout.code,
    ketenfout.betreft_referentie
from landing.ketenfout
where ketenfout.referentienummer = any($1)
order by ketenfout.bestand_id;
