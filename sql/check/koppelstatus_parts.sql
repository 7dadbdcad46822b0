-- Linkage verdicts whose whole does not follow from their parts, or whose reason is not there when
-- they need one.
-- Grain: row of feit_koppeling. Returns no rows when all is well.
with oordeel as (
    select
        feit.wet,
        feit.gemeentecode,
        feit.agb_code,
        feit.berichtsoort,
        feit.bericht_identificatie,
        feit.regelnummer,
        feit.koppelstatus,
        feit.koppelwijze,
        feit.toewijzing_sk,
        feit.koppelreden,
        feit.beschikking_gelijk,
        'verschillend' in (
            feit.client_gelijk, feit.aanbieder_gelijk, feit.product_gelijk, feit.periode_gelijk
        ) as is_verschillend
    from dwh.feit_koppeling as feit
)

select
    oordeel.wet,
    oordeel.gemeentecode,
    oordeel.agb_code,
    oordeel.berichtsoort,
    oordeel.bericht_identificatie,
    oordeel.regelnummer,
    oordeel.koppelstatus
from oordeel
where
    (oordeel.koppelstatus = 'gekoppeld' and oordeel.is_verschillend)
    or (oordeel.koppelstatus = 'afgekeurd' and not oordeel.is_verschillend)
    or (oordeel.koppelstatus in ('gekoppeld', 'afgekeurd') and oordeel.toewijzing_sk is null)
    or (oordeel.koppelstatus = 'wees' and oordeel.toewijzing_sk is not null)
    or (oordeel.koppelwijze = 'geen') <> (oordeel.toewijzing_sk is null)
    or (oordeel.koppelreden = '') <> (
        oordeel.koppelstatus = 'gekoppeld'
        and not oordeel.is_verschillend
        and oordeel.beschikking_gelijk <> 'verschillend'
    );
