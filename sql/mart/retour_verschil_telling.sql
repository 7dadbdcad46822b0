-- Counts per answer code where our rules and the receiver differ.
-- Grain: law, municipality, provider, kind of message, answer code, month.
create view mart.retour_verschil_telling as
with per_code as (
    select
        verschil.gemeente_sk,
        verschil.aanbieder_sk,
        verschil.maand_sk,
        verschil.wet,
        verschil.gemeentecode,
        verschil.agb_code,
        verschil.berichtsoort,
        code.retourcode,
        verschil.oordeel = 'open' as is_open,
        code.retourcode = any(verschil.verwachte_retourcodes) as is_verwacht,
        code.retourcode = any(verschil.werkelijke_retourcodes) as is_werkelijk,
        verschil.maand
    from mart.retour_verschil as verschil
    cross join lateral (
        select distinct beide.code as retourcode
        from unnest(verschil.verwachte_retourcodes || verschil.werkelijke_retourcodes)
            as beide (code)
    ) as code
),

regels as (
    select
        regel.retourcode,
        array_agg(distinct regel.regelcode order by regel.regelcode asc) as regelcodes
    from dwh.dim_regel as regel
    where regel.retourcode is not null
    group by regel.retourcode
)

select
    per_code.gemeente_sk,
    per_code.aanbieder_sk,
    per_code.maand_sk,
    per_code.wet,
    per_code.gemeentecode,
    per_code.agb_code,
    per_code.berichtsoort,
    per_code.retourcode,
    coalesce(regels.regelcodes, '{}') as regelcodes,
    count(*) as aantal,
    count(*) filter (
        where not per_code.is_open and per_code.is_verwacht and per_code.is_werkelijk
    ) as gelijk,
    count(*) filter (
        where not per_code.is_open and not per_code.is_werkelijk
    ) as wij_wel_ontvanger_niet,
    count(*) filter (
        where not per_code.is_open and not per_code.is_verwacht
    ) as ontvanger_wel_wij_niet,
    count(*) filter (where per_code.is_open) as aantal_open,
    per_code.maand
from per_code
left join regels on per_code.retourcode = regels.retourcode
group by
    per_code.gemeente_sk,
    per_code.aanbieder_sk,
    per_code.maand_sk,
    per_code.wet,
    per_code.gemeentecode,
    per_code.agb_code,
    per_code.berichtsoort,
    per_code.retourcode,
    regels.regelcodes,
    per_code.maand;

comment on view mart.retour_verschil_telling is
'Een rij per retourcode, berichtsoort, aanbieder, gemeente en maand: hoe vaak wij en de '
'ontvanger haar gaven. Een hoog getal bij wij_wel_ontvanger_niet wijst op een ontvanger die '
'niet controleert, bij ontvanger_wel_wij_niet op een regel die wij niet kunnen toetsen. Let op: '
'bij een 301 of 319 is de aanbieder de ontvanger, anders de gemeente.';
comment on column mart.retour_verschil_telling.gemeente_sk is
'Gemeente: dim_gemeente.';
comment on column mart.retour_verschil_telling.aanbieder_sk is
'Aanbieder: dim_aanbieder.';
comment on column mart.retour_verschil_telling.maand_sk is
'Eerste dag van de maand als getal jjjjmmdd: dim_datum.';
comment on column mart.retour_verschil_telling.wet is
'Wet: wmo of jw.';
comment on column mart.retour_verschil_telling.gemeentecode is
'CBS-code van de gemeente, 4 cijfers.';
comment on column mart.retour_verschil_telling.agb_code is
'AGB-code van de aanbieder, 8 cijfers.';
comment on column mart.retour_verschil_telling.berichtsoort is
'Soort bericht: 301, 305, 307, 315, 317, 319 of 323.';
comment on column mart.retour_verschil_telling.retourcode is
'Retourcode. Bron: RetourCode, dim_regel.';
comment on column mart.retour_verschil_telling.regelcodes is
'Regels die deze retourcode geven: dim_regel. Leeg: geen regel die wij toetsen.';
comment on column mart.retour_verschil_telling.aantal is
'Berichten of regels met de code aan een van beide kanten: som van de vier hierna.';
comment on column mart.retour_verschil_telling.gelijk is
'Beide gaven de code.';
comment on column mart.retour_verschil_telling.wij_wel_ontvanger_niet is
'Alleen onze regels geven de code.';
comment on column mart.retour_verschil_telling.ontvanger_wel_wij_niet is
'Alleen de ontvanger gaf de code.';
comment on column mart.retour_verschil_telling.aantal_open is
'Nog geen antwoord van de ontvanger.';
comment on column mart.retour_verschil_telling.maand is
'Eerste dag van de maand van de Dagtekening van het bericht.';
