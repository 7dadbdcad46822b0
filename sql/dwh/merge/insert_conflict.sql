-- Adds a finding for every message that was refused because its identity was taken (TR056).
-- Parameters: $1 text, severity of TR056; $2 timestamptz, the reference date.
insert into nieuw_bevinding (
    gemeente_sk, client_sk, aanbieder_sk, product_sk, bevinding_sk, keten_sk, wet, gemeentecode,
    agb_code, regelcode, ernst, berichtsoort, bericht_identificatie, regelnummer, toewijzingnummer,
    toelichting, status, eerst_gezien_op, laatst_gezien_op
)
select distinct on (conflict.identiteit, conflict.inhoud)
    conflict.gemeentecode::bigint as gemeente_sk,
    0 as client_sk,
    conflict.agb_code::bigint as aanbieder_sk,
    0 as product_sk,
    dwh.surrogaat(
        concat_ws('|', 'TR056', conflict.identiteit, conflict.inhoud)
    ) as bevinding_sk,
    null::bigint as keten_sk,
    conflict.wet,
    conflict.gemeentecode,
    conflict.agb_code,
    'TR056' as regelcode,
    $1 as ernst,
    conflict.berichtsoort,
    conflict.identificatie as bericht_identificatie,
    null::integer as regelnummer,
    null::bigint as toewijzingnummer,
    concat(
        'Bericht ', conflict.identificatie, ' met dagtekening ', conflict.dagtekening,
        ' is geweigerd: er is een ander bericht van deze afzender met dezelfde identificatie.'
    ) as toelichting,
    'open' as status,
    $2 as eerst_gezien_op,
    $2 as laatst_gezien_op
from landing.conflict as conflict
order by conflict.identiteit, conflict.inhoud, conflict.bestand_id;
