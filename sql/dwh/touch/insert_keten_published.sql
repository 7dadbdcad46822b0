-- Adds the chains that belonged together at the last publication: a record that is gone from
-- landing can still be seen in its facts.
-- Idempotent.
with gepubliceerd as (
    select
        feit.keten_sk as keten,
        feit.wet,
        feit.gemeentecode,
        feit.agb_code,
        dim_client.clientsleutel
    from pub_keten
    inner join dwh.feit_koppeling as feit on pub_keten.keten = feit.keten_sk
    inner join dwh.dim_client as dim_client on feit.client_sk = dim_client.client_sk
    where pub_keten.keten < 0
    union
    select
        feit.keten_sk as keten,
        feit.wet,
        feit.gemeentecode,
        feit.agb_code,
        dim_client.clientsleutel
    from pub_keten
    inner join dwh.feit_toewijzing_versie as feit on pub_keten.keten = feit.toewijzing_sk
    inner join dwh.dim_client as dim_client on feit.client_sk = dim_client.client_sk
    where pub_keten.keten > 0
    union
    select
        feit.keten_sk as keten,
        feit.wet,
        feit.gemeentecode,
        feit.agb_code,
        dim_client.clientsleutel
    from pub_keten
    inner join dwh.feit_toewijzing_versie as feit on pub_keten.keten = feit.keten_sk
    inner join dwh.dim_client as dim_client on feit.client_sk = dim_client.client_sk
    where feit.keten_sk < 0
    union
    select
        feit.keten_sk as keten,
        feit.wet,
        feit.gemeentecode,
        feit.agb_code,
        dim_client.clientsleutel
    from pub_keten
    inner join dwh.feit_verzoek as feit on pub_keten.keten = feit.keten_sk
    inner join dwh.dim_client as dim_client on feit.client_sk = dim_client.client_sk
),

verwant as (
    select toewijzing.keten
    from gepubliceerd
    inner join landing.toewijzing as toewijzing
        on
            gepubliceerd.clientsleutel = toewijzing.clientsleutel
            and gepubliceerd.agb_code = toewijzing.agb_code
            and gepubliceerd.gemeentecode = toewijzing.gemeentecode
            and gepubliceerd.wet = toewijzing.wet
    where
        gepubliceerd.keten < 0
        and gepubliceerd.keten <> toewijzing.keten
    union
    select start.keten
    from gepubliceerd
    inner join landing.start as start
        on
            gepubliceerd.clientsleutel = start.clientsleutel
            and gepubliceerd.agb_code = start.agb_code
            and gepubliceerd.gemeentecode = start.gemeentecode
            and gepubliceerd.wet = start.wet
    where
        gepubliceerd.keten > 0
        and start.keten < 0
    union
    select stop.keten
    from gepubliceerd
    inner join landing.stop as stop
        on
            gepubliceerd.clientsleutel = stop.clientsleutel
            and gepubliceerd.agb_code = stop.agb_code
            and gepubliceerd.gemeentecode = stop.gemeentecode
            and gepubliceerd.wet = stop.wet
    where
        gepubliceerd.keten > 0
        and stop.keten < 0
    union
    select verzoek.keten
    from gepubliceerd
    inner join landing.verzoek as verzoek
        on
            gepubliceerd.clientsleutel = verzoek.clientsleutel
            and gepubliceerd.agb_code = verzoek.agb_code
            and gepubliceerd.gemeentecode = verzoek.gemeentecode
            and gepubliceerd.wet = verzoek.wet
    where gepubliceerd.keten <> verzoek.keten
)

insert into pub_keten (keten, groep)
select
    verwant.keten,
    verwant.keten as groep
from verwant
on conflict do nothing;
