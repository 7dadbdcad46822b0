-- Queues the chains whose outcome may change because a voorziening changed: that of its allocation
-- number; without one those with a 301 record of the same person (also by what csv_client says, or
-- said, of the number of the source), provider, product and first day.
-- Parameter: $1 bigint, the task. Reads csv_geraakt_voorziening. Idempotent.
with geraakt as (
    select distinct
        csv_geraakt_voorziening.bron,
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
    where geraakt.toewijzingnummer between 1 and 999999999
),

persoon as (
    select
        geraakt.client as clientsleutel,
        geraakt.gemeentecode,
        geraakt.wet,
        geraakt.aanbieder_agb,
        geraakt.productcategorie,
        geraakt.productcode,
        geraakt.ingangsdatum
    from geraakt
    where geraakt.toewijzingnummer is null
    union
    select
        csv_client.persoon as clientsleutel,
        geraakt.gemeentecode,
        geraakt.wet,
        geraakt.aanbieder_agb,
        geraakt.productcategorie,
        geraakt.productcode,
        geraakt.ingangsdatum
    from geraakt
    inner join landing.csv_client as csv_client
        on geraakt.client = csv_client.client and geraakt.bron = csv_client.bron
    where geraakt.toewijzingnummer is null
),

keten as (
    select genummerd.keten
    from genummerd
    union
    select toewijzing.keten
    from persoon
    inner join landing.toewijzing as toewijzing
        on
            persoon.clientsleutel = toewijzing.clientsleutel
            and persoon.wet = toewijzing.wet
            and persoon.gemeentecode = toewijzing.gemeentecode
            and persoon.aanbieder_agb = toewijzing.agb_code
            and persoon.ingangsdatum = toewijzing.ingangsdatum
            and persoon.productcategorie is not distinct from toewijzing.productcategorie
            and persoon.productcode is not distinct from toewijzing.productcode
)

insert into landing.geraakt (keten, taak_id)
select
    keten.keten,
    $1::bigint as taak_id
from keten
on conflict do nothing;
