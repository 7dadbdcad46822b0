-- Queues the chains whose outcome may change because a voorziening changed: that of its allocation
-- number; without one those with a 301 record of the same person, provider, product and first day.
-- Parameter: $1 bigint, the task. Reads csv_geraakt_voorziening, where a person is the number of
-- the source and whomever csv_client says, or said, that it is. Idempotent.
with geraakt as (
    select distinct
        csv_geraakt_voorziening.gemeentecode::text as gemeentecode,
        csv_geraakt_voorziening.wet,
        csv_geraakt_voorziening.toewijzingnummer,
        csv_geraakt_voorziening.client,
        csv_geraakt_voorziening.aanbieder_agb,
        coalesce(
            csv_geraakt_voorziening.productcategorie,
            left(csv_geraakt_voorziening.productcode, 2)
        ) as productcategorie,
        csv_geraakt_voorziening.productcode,
        csv_geraakt_voorziening.ingangsdatum
    from csv_geraakt_voorziening
    where
        csv_geraakt_voorziening.gemeentecode is not null
        and csv_geraakt_voorziening.wet in ('wmo', 'jw')
),

genummerd as (
    select distinct
        (
            case geraakt.wet when 'wmo' then 1 else 2 end * 10000
            + geraakt.gemeentecode::bigint
        ) * 1000000000 + geraakt.toewijzingnummer as keten
    from geraakt
    where geraakt.toewijzingnummer > 0 and geraakt.toewijzingnummer < 1000000000
),

keten as (
    select genummerd.keten
    from genummerd
    union
    select toewijzing.keten
    from geraakt
    inner join landing.toewijzing as toewijzing
        on
            geraakt.client = toewijzing.clientsleutel
            and geraakt.wet = toewijzing.wet
            and geraakt.gemeentecode = toewijzing.gemeentecode
            and geraakt.aanbieder_agb = toewijzing.agb_code
            and geraakt.ingangsdatum = toewijzing.ingangsdatum
            and geraakt.productcategorie is not distinct from toewijzing.productcategorie
            and geraakt.productcode is not distinct from toewijzing.productcode
    where geraakt.toewijzingnummer is null
)

insert into landing.geraakt (keten, taak_id)
select
    keten.keten,
    $1::bigint as taak_id
from keten
on conflict do nothing;
