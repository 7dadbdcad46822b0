-- Natural keys that stand in a fact more than once; the unique indexes refuse them once they exist.
-- Grain: fact and key. Returns no rows when all is well.
select
    'feit_bericht' as feit,
    feit.bestand_id::text as sleutel,
    count(*) as rijen
from dwh.feit_bericht as feit
group by feit.bestand_id
having count(*) > 1
union all
select
    'feit_bericht' as feit,
    feit.identiteit::text as sleutel,
    count(*) as rijen
from dwh.feit_bericht as feit
group by feit.identiteit
having count(*) > 1
union all
select
    'feit_koppeling' as feit,
    concat_ws(
        ' ', feit.wet, feit.gemeentecode, coalesce(feit.bericht_agb_code, feit.agb_code),
        feit.berichtsoort, feit.bericht_identificatie, feit.regelnummer
    ) as sleutel,
    count(*) as rijen
from dwh.feit_koppeling as feit
group by
    feit.wet, feit.gemeentecode, coalesce(feit.bericht_agb_code, feit.agb_code),
    feit.berichtsoort, feit.bericht_identificatie, feit.regelnummer
having count(*) > 1
union all
select
    'feit_prestatie' as feit,
    concat_ws(
        ' ', feit.wet, feit.gemeentecode, feit.agb_code,
        feit.bericht_identificatie, feit.regelnummer
    ) as sleutel,
    count(*) as rijen
from dwh.feit_prestatie as feit
group by
    feit.wet, feit.gemeentecode, feit.agb_code, feit.bericht_identificatie, feit.regelnummer
having count(*) > 1
union all
select
    'feit_verzoek' as feit,
    concat_ws(
        ' ', feit.wet, feit.gemeentecode, coalesce(feit.bericht_agb_code, feit.agb_code),
        feit.soort, feit.bericht_identificatie, feit.regelnummer, feit.volgnummer
    ) as sleutel,
    count(*) as rijen
from dwh.feit_verzoek as feit
group by
    feit.wet, feit.gemeentecode, coalesce(feit.bericht_agb_code, feit.agb_code),
    feit.soort, feit.bericht_identificatie, feit.regelnummer, feit.volgnummer
having count(*) > 1
union all
select
    'feit_toewijzing' as feit,
    feit.toewijzing_sk::text as sleutel,
    count(*) as rijen
from dwh.feit_toewijzing as feit
group by feit.toewijzing_sk
having count(*) > 1
union all
select
    'feit_toewijzing_versie' as feit,
    concat_ws(' ', feit.toewijzing_sk, feit.versie) as sleutel,
    count(*) as rijen
from dwh.feit_toewijzing_versie as feit
group by feit.toewijzing_sk, feit.versie
having count(*) > 1
union all
select
    'feit_ketenfout' as feit,
    feit.bestand_id::text as sleutel,
    count(*) as rijen
from dwh.feit_ketenfout as feit
group by feit.bestand_id
having count(*) > 1
union all
select
    'feit_levering' as feit,
    feit.levering_sk::text as sleutel,
    count(*) as rijen
from dwh.feit_levering as feit
group by feit.levering_sk
having count(*) > 1
union all
select
    'feit_bevinding' as feit,
    feit.bevinding_sk::text as sleutel,
    count(*) as rijen
from dwh.feit_bevinding as feit
group by feit.bevinding_sk
having count(*) > 1;
