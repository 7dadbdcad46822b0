-- Adds the persons of pub_persoon, and brings what is known of them up to date: as the newest
-- message that says anything about a person (of one day: the 301, then 305 and up, then the largest
-- identity).
-- Idempotent: writes only what differs.
with stand as (
    select distinct on (pub_persoon.clientsleutel)
        pub_persoon.clientsleutel,
        client.geslacht,
        client.geboortejaar
    from pub_persoon
    left join landing.client as client on pub_persoon.clientsleutel = client.clientsleutel
    left join landing.bericht as bericht on client.bestand_id = bericht.bestand_id
    order by
        pub_persoon.clientsleutel asc,
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
