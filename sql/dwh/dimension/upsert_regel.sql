-- Brings dim_regel in line with the rules of the program.
-- Parameters, one array per column: $1 text[] regelcode, $2 text[] retourcode, $3 text[] wet,
-- $4 text[] onderwerp, $5 text[] niveau, $6 text[] ernst, $7 date[] geldig_van,
-- $8 date[] geldig_tot, $9 text[] kring, $10 text[] nodig.
-- Idempotent: writes only what differs.
insert into dwh.dim_regel as oud (
    regel_sk, regelcode, retourcode, wet, onderwerp, niveau, ernst, geldig_van, geldig_tot,
    kring, nodig
)
select
    dwh.surrogaat(concat('regel|', regel.regelcode)) as regel_sk,
    regel.regelcode,
    regel.retourcode,
    regel.wet,
    regel.onderwerp,
    regel.niveau,
    regel.ernst,
    regel.geldig_van,
    regel.geldig_tot,
    regel.kring,
    regel.nodig
from
    unnest(
        $1::text[], $2::text[], $3::text[], $4::text[],
        $5::text[], $6::text[], $7::date[], $8::date[],
        $9::text[], $10::text[]
    ) as regel (
        regelcode, retourcode, wet, onderwerp, niveau, ernst, geldig_van, geldig_tot, kring, nodig
    )
on conflict (regel_sk) do update
set
    retourcode = excluded.retourcode,
    wet = excluded.wet,
    onderwerp = excluded.onderwerp,
    niveau = excluded.niveau,
    ernst = excluded.ernst,
    geldig_van = excluded.geldig_van,
    geldig_tot = excluded.geldig_tot,
    kring = excluded.kring,
    nodig = excluded.nodig
where
    (
        oud.retourcode, oud.wet, oud.onderwerp, oud.niveau, oud.ernst,
        oud.geldig_van, oud.geldig_tot, oud.kring, oud.nodig
    )
    is distinct from (
        excluded.retourcode, excluded.wet, excluded.onderwerp, excluded.niveau, excluded.ernst,
        excluded.geldig_van, excluded.geldig_tot, excluded.kring, excluded.nodig
    );
