-- Works out for every touched 323 the latest first day among those of an earlier day that count, of
-- the same provider, municipality and law, when that is later than its own (TR318).
with eigen as (
    select
        bericht.bestand_id,
        bericht.wet,
        bericht.gemeentecode,
        bericht.agb_code,
        bericht.dagtekening,
        declaratie.periode_begin
    from pub_berichtkring
    inner join landing.bericht as bericht on pub_berichtkring.bestand_id = bericht.bestand_id
    inner join landing.declaratie as declaratie
        on pub_berichtkring.bestand_id = declaratie.bestand_id
),

groep as (
    select distinct
        eigen.wet,
        eigen.gemeentecode,
        eigen.agb_code
    from eigen
),

ander as (
    select
        bericht.identiteit,
        bericht.wet,
        bericht.gemeentecode,
        bericht.agb_code,
        bericht.dagtekening,
        declaratie.periode_begin
    from groep
    inner join landing.bericht as bericht
        on
            groep.agb_code = bericht.agb_code
            and groep.gemeentecode = bericht.gemeentecode
            and groep.wet = bericht.wet
    inner join landing.declaratie as declaratie on bericht.bestand_id = declaratie.bestand_id
    where bericht.berichtsoort = '323'
)

insert into pub_declaratie (bestand_id, laatste_eerdere_begin)
select
    eigen.bestand_id,
    max(ander.periode_begin) as laatste_eerdere_begin
from eigen
inner join ander
    on
        eigen.agb_code = ander.agb_code
        and eigen.gemeentecode = ander.gemeentecode
        and eigen.wet = ander.wet
        and eigen.dagtekening > ander.dagtekening
        and eigen.periode_begin < ander.periode_begin
left join lateral (
    select antwoord.oordeel
    from landing.bericht as antwoord
    where ander.identiteit = antwoord.betreft
    order by antwoord.dagtekening, antwoord.inhoud
    limit 1
) as oordeel on true
where oordeel.oordeel is distinct from 'afgewezen'
group by eigen.bestand_id;
