-- Queues the chains of the voorzieningen that changed: by the number of their allocation, packed as
-- domain's KetenSleutel does it. Parameter: $1 taak_id. Idempotent.
insert into landing.geraakt (keten, taak_id)
select distinct
    case voorziening.wet when 'wmo' then 1 when 'jw' then 2 else 3 end * 10000000000000
    + voorziening.gemeentecode::bigint * 1000000000
    + voorziening.toewijzingnummer as keten,
    $1 as taak_id
from csv_geraakt_voorziening as voorziening
where
    voorziening.toewijzingnummer is not null
    and voorziening.gemeentecode is not null
on conflict do nothing;
