-- Gathers the beschikkingen that the touched messages name, and those that are known from a touched
-- message: its row may be gone or replaced.
-- A first load reads `inner join pub_` as `left join pub_`: everything.
with genoemd as (
    select
        beschikking.wet,
        beschikking.gemeentecode,
        beschikking.beschikkingnummer
    from landing.beschikking as beschikking
    inner join pub_bericht on beschikking.bestand_id = pub_bericht.bestand_id
    union
    select
        toewijzing.wet,
        toewijzing.gemeentecode,
        toewijzing.beschikkingnummer
    from landing.toewijzing as toewijzing
    inner join pub_bericht on toewijzing.bestand_id = pub_bericht.bestand_id
    where toewijzing.beschikkingnummer is not null
    union
    select
        verzoek.wet,
        verzoek.gemeentecode,
        verzoek.beschikkingnummer
    from landing.verzoek as verzoek
    inner join pub_bericht on verzoek.bestand_id = pub_bericht.bestand_id
    where verzoek.beschikkingnummer is not null
    union
    select
        bekend.wet,
        bekend.gemeentecode,
        bekend.beschikkingnummer::bigint as beschikkingnummer
    from dwh.dim_beschikking as bekend
    inner join pub_bericht on bekend.bestand_id = pub_bericht.bestand_id
    where bekend.beschikking_sk > 0
)

insert into pub_beschikking (beschikking_sk, wet, gemeentecode, beschikkingnummer)
select
    (case genoemd.wet when 'wmo' then 1 else 2 end * 10000 + genoemd.gemeentecode::bigint)
    * 1000000000 + genoemd.beschikkingnummer as beschikking_sk,
    genoemd.wet,
    genoemd.gemeentecode,
    genoemd.beschikkingnummer
from genoemd;
