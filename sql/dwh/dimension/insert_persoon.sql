-- Gathers the persons of the touched chains and messages, and those whom the facts of those chains
-- named before.
-- A first load reads `inner join pub_` as `left join pub_`: everything; there are no facts then.
with genoemd as (
    select feit.client_sk
    from dwh.feit_koppeling as feit
    inner join pub_keten on feit.keten_sk = pub_keten.keten
    union
    select feit.client_sk
    from dwh.feit_verzoek as feit
    inner join pub_keten on feit.keten_sk = pub_keten.keten
    union
    select feit.client_sk
    from dwh.feit_toewijzing as feit
    inner join pub_keten on feit.toewijzing_sk = pub_keten.keten
    union
    select feit.client_sk
    from dwh.feit_toewijzing as feit
    inner join pub_keten on feit.keten_sk = pub_keten.keten
    where feit.keten_sk < 0
)

insert into pub_persoon (clientsleutel)
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
select verzoek.clientsleutel
from landing.verzoek as verzoek
inner join pub_keten on verzoek.keten = pub_keten.keten
union
select client.clientsleutel
from landing.client as client
inner join pub_bericht on client.bestand_id = pub_bericht.bestand_id
union
select dim_client.clientsleutel
from genoemd
inner join dwh.dim_client as dim_client on genoemd.client_sk = dim_client.client_sk
where dim_client.client_sk > 0;
