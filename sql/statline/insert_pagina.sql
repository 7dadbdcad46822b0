-- Stores a page and how far its part is, when it is the next page of a part that is at work.
-- Parameters: $1 trek_id, $2 deel, $3 pagina from 0, $4 rijen, $5 cellen, $6 dubbel, $7 laatste_id,
-- $8 volgende (null: this was the last), $9 bytes, $10 adres, $11 sha256.
-- One row when stored, none otherwise.
with deel as (
    update landing.statline_deel
    set
        paginas = statline_deel.paginas + 1,
        is_klaar = $8 is null,
        rijen = statline_deel.rijen + $4,
        cellen = statline_deel.cellen + $5,
        dubbel = statline_deel.dubbel + $6,
        laatste_id = coalesce($7, statline_deel.laatste_id),
        volgende = $8
    where
        statline_deel.trek_id = $1
        and statline_deel.deel = $2
        and statline_deel.paginas = $3
        and not statline_deel.is_klaar
    returning statline_deel.trek_id, statline_deel.deel
)

insert into landing.statline_pagina (
    trek_id, deel, pagina, rijen, bytes, adres, sha256, opgehaald_op
)
select
    deel.trek_id,
    deel.deel,
    $3 as pagina,
    $4 as rijen,
    $9 as bytes,
    $10 as adres,
    $11 as sha256,
    clock_timestamp() as opgehaald_op
from deel;
