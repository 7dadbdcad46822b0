-- Adds the persons of the touched chains and messages, and brings what is known of them up to date:
-- as the newest 301, 305 or 307 says (of one day: the 301, then the largest identity).
-- A first load reads `inner join pub_` as `left join pub_`: everything.
-- Idempotent: writes only what differs.
with persoon as (
    select toewijzing.clientsleutel
    from landing.toewijzing as toewijzing
    inner join pub_keten on toewijzing.keten = pub_keten.keten
    union
    select start.clientsleutel
    from landing.start as start
    inner join pub_keten on start.keten = pub_keten.keten
    union
    select stop.clientsleutel
    from landing.stop as stop
    inner join pub_keten on stop.keten = pub_keten.keten
    union
    select prestatie.clientsleutel
    from landing.prestatie as prestatie
    inner join pub_keten on prestatie.keten = pub_keten.keten
    union
    select client.clientsleutel
    from landing.client as client
    inner join pub_bericht on client.bestand_id = pub_bericht.bestand_id
    union
    select dim_client.clientsleutel
    from dwh.feit_koppeling as feit
    inner join pub_keten on feit.keten_sk = pub_keten.keten
    inner join dwh.dim_client as dim_client on feit.client_sk = dim_client.client_sk
    where dim_client.client_sk > 0
    union
    select dim_client.clientsleutel
    from dwh.feit_toewijzing as feit
    inner join pub_keten on feit.toewijzing_sk = pub_keten.keten
    inner join dwh.dim_client as dim_client on feit.client_sk = dim_client.client_sk
    where dim_client.client_sk > 0
),

stand as (
    select distinct on (persoon.clientsleutel)
        persoon.clientsleutel,
        client.geslacht,
        client.geboortejaar
    from persoon
    left join landing.client as client on persoon.clientsleutel = client.clientsleutel
    left join landing.bericht as bericht on client.bestand_id = bericht.bestand_id
    order by
        persoon.clientsleutel asc,
        bericht.dagtekening desc nulls last,
        bericht.berichtsoort asc,
        bericht.identiteit desc
)

insert into dwh.dim_client as oud (
    client_sk, clientsleutel, geslacht, geboortejaar, is_actueel, geldig_van
)
select
    greatest(
        concat('x', left(replace(stand.clientsleutel::text, '-', ''), 16))::bit(64)::bigint
        & 9223372036854775807,
        1
    ) as client_sk,
    stand.clientsleutel,
    coalesce(stand.geslacht, '0') as geslacht,
    stand.geboortejaar,
    true as is_actueel,
    '1900-01-01'::date as geldig_van
from stand
on conflict (client_sk) do update
set
    geslacht = excluded.geslacht,
    geboortejaar = excluded.geboortejaar
where
    (oud.geslacht, oud.geboortejaar)
    is distinct from (excluded.geslacht, excluded.geboortejaar);
