-- Adds the municipalities of the faults of the hub that are not known yet. Idempotent.
-- There are few faults: all are looked at. No parameters.
insert into dwh.dim_gemeente (gemeente_sk, gemeentecode, gemeentenaam, provincie)
select distinct
    fout.gemeentecode::bigint as gemeente_sk,
    fout.gemeentecode,
    'onbekend' as gemeentenaam,
    'onbekend' as provincie
from landing.ketenfout as fout
where fout.gemeentecode is not null
on conflict do nothing;
