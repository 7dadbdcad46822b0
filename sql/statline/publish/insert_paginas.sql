-- Remembers from which pages a source is published. Names, passwords and keys are cut out of their
-- addresses. Parameters: $1 trek_id, $2 bron, $3 tabel_id, $4 versie, $5 taak_id.
insert into beheer.statline_pagina (
    bron, tabel_id, versie, deel, pagina, rijen, bytes, taak_id, opgehaald_op, sha256, adres
)
select
    $2 as bron,
    $3 as tabel_id,
    $4 as versie,
    pagina.deel,
    pagina.pagina,
    pagina.rijen,
    pagina.bytes,
    $5 as taak_id,
    pagina.opgehaald_op,
    pagina.sha256,
    regexp_replace(
        regexp_replace(pagina.adres, '^([^:/?#]*://)[^/?#]*@', '\1'),
        '([?&](?:[a-z_.-]*(?:key|secret|password|signature|access_token)|sig|token)=)[^&#]*',
        '\1...',
        'gi'
    ) as adres
from landing.statline_pagina as pagina
where pagina.trek_id = $1;
