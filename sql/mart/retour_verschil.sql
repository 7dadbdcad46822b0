-- What the receiver should have answered by our rules beside what it did answer.
-- Grain: message, and line of a 323 that was not rejected as a whole; only with a code on either
-- side. Findings on an allocation are about several messages and take no part.
create view mart.retour_verschil as
with bericht as (
    select
        heen.bestand_id,
        heen.wet,
        heen.gemeentecode,
        heen.agb_code,
        heen.berichtsoort,
        heen.identificatie,
        heen.berichtsoort = '323' and heen.retour_status <> 'afgewezen' as is_per_regel,
        array(
            select code.code
            from unnest(heen.retourcodes) as code (code)
            where code.code not in ('0200', '0233', '8001')
            order by code.code
        ) as codes
    from dwh.feit_bericht as heen
    where heen.berichtsoort in ('301', '305', '307', '315', '317', '319', '323')
),

-- Place 0 stands for the message as a whole.
verwacht as (
    select
        bericht.bestand_id,
        case when bericht.is_per_regel then coalesce(bevinding.regelnummer, 0) else 0 end as plaats,
        array_agg(distinct regel.retourcode order by regel.retourcode asc) as codes,
        array_agg(distinct bevinding.regelcode order by bevinding.regelcode asc) as regelcodes
    from mart.kwaliteit_bevinding_regel as bevinding
    inner join bericht on bevinding.bestand_id = bericht.bestand_id
    inner join dwh.dim_regel as regel
        on
            bevinding.regelcode = regel.regelcode
            and (regel.wet is null or bevinding.wet = regel.wet)
    where
        bevinding.ernst = 'R'
        and bevinding.status <> 'opgelost'
        -- About another message than the one with this number that was loaded.
        and bevinding.regelcode <> 'TR056'
        and regel.retourcode is not null
    group by
        bericht.bestand_id,
        case when bericht.is_per_regel then coalesce(bevinding.regelnummer, 0) else 0 end
),

regelcode as (
    select
        bericht.bestand_id,
        prestatie.regelnummer as plaats,
        array(
            select code.code
            from unnest(prestatie.retourcodes) as code (code)
            where code.code not in ('0200', '0233', '8001')
            order by code.code
        ) as codes
    from dwh.feit_prestatie as prestatie
    inner join bericht
        on
            prestatie.wet = bericht.wet
            and prestatie.gemeentecode = bericht.gemeentecode
            and prestatie.agb_code = bericht.agb_code
            and prestatie.bericht_identificatie = bericht.identificatie
    where prestatie.retourcodes <> '{}' and bericht.is_per_regel
),

per_bericht as (
    select
        regelcode.bestand_id,
        array_agg(distinct code.code) as codes
    from regelcode
    cross join lateral unnest(regelcode.codes) as code (code)
    group by regelcode.bestand_id
),

werkelijk as (
    select
        regelcode.bestand_id,
        regelcode.plaats,
        regelcode.codes
    from regelcode
    where regelcode.codes <> '{}'
    union all
    -- The header of a 325 repeats the codes of its lines: those are not about the message.
    select
        bericht.bestand_id,
        0 as plaats,
        array(
            select code.code
            from unnest(bericht.codes) as code (code)
            where code.code <> all(coalesce(per_bericht.codes, '{}'))
            order by code.code
        ) as codes
    from bericht
    left join per_bericht on bericht.bestand_id = per_bericht.bestand_id
    where not bericht.codes <@ coalesce(per_bericht.codes, '{}')
),

naast_elkaar as (
    select
        coalesce(verwacht.bestand_id, werkelijk.bestand_id) as bestand_id,
        nullif(coalesce(verwacht.plaats, werkelijk.plaats), 0) as regelnummer,
        coalesce(verwacht.regelcodes, '{}') as regelcodes,
        coalesce(verwacht.codes, '{}') as verwachte_retourcodes,
        coalesce(werkelijk.codes, '{}') as werkelijke_retourcodes
    from verwacht
    full join werkelijk
        on verwacht.bestand_id = werkelijk.bestand_id and verwacht.plaats = werkelijk.plaats
)

select
    bericht.gemeente_sk,
    bericht.aanbieder_sk,
    to_char(bericht.dagtekening, 'YYYYMM01')::integer as maand_sk,
    bericht.bestand_id,
    bericht.wet,
    bericht.gemeentecode,
    bericht.agb_code,
    bericht.berichtsoort,
    bericht.identificatie as bericht_identificatie,
    naast_elkaar.regelnummer,
    naast_elkaar.regelcodes,
    naast_elkaar.verwachte_retourcodes,
    naast_elkaar.werkelijke_retourcodes,
    case
        when bericht.retour_status = 'open' then 'open'
        when naast_elkaar.verwachte_retourcodes = naast_elkaar.werkelijke_retourcodes then 'gelijk'
        when naast_elkaar.werkelijke_retourcodes = '{}' then 'wij_wel_ontvanger_niet'
        when naast_elkaar.verwachte_retourcodes = '{}' then 'ontvanger_wel_wij_niet'
        else 'verschillend'
    end as oordeel,
    bericht.dagtekening,
    date_trunc('month', bericht.dagtekening::timestamp)::date as maand
from naast_elkaar
inner join dwh.feit_bericht as bericht on naast_elkaar.bestand_id = bericht.bestand_id;

comment on view mart.retour_verschil is
'Een rij per bericht, of per regel van een 323, waar onze regels of de ontvanger een retourcode '
'geven: verwacht naast werkelijk. 0200, 0233 en 8001 zijn geen afkeur en tellen niet. Let op: '
'een ontvanger mag strenger zijn, en code 0001 staat voor veel regels; bevindingen bij een '
'toewijzing (zoals TR322, TR369, TR389) doen niet mee.';
comment on column mart.retour_verschil.gemeente_sk is
'Gemeente: dim_gemeente.';
comment on column mart.retour_verschil.aanbieder_sk is
'Aanbieder: dim_aanbieder.';
comment on column mart.retour_verschil.maand_sk is
'Eerste dag van de maand als getal jjjjmmdd: dim_datum.';
comment on column mart.retour_verschil.bestand_id is
'Bestand met het bericht: beheer.bestand.';
comment on column mart.retour_verschil.wet is
'Wet: wmo of jw.';
comment on column mart.retour_verschil.gemeentecode is
'CBS-code van de gemeente, 4 cijfers.';
comment on column mart.retour_verschil.agb_code is
'AGB-code van de aanbieder, 8 cijfers.';
comment on column mart.retour_verschil.berichtsoort is
'Soort bericht: 301, 305, 307, 315, 317, 319 of 323.';
comment on column mart.retour_verschil.bericht_identificatie is
'Nummer van het bericht bij de afzender. Bron: Identificatie.';
comment on column mart.retour_verschil.regelnummer is
'Regel van de 323, vanaf 1. Leeg: het hele bericht.';
comment on column mart.retour_verschil.regelcodes is
'Regels met ernst R die op het bericht of de regel een niet opgeloste bevinding hebben. Leeg: '
'geen.';
comment on column mart.retour_verschil.verwachte_retourcodes is
'Retourcodes van die regels, op volgorde. Bron: dim_regel.';
comment on column mart.retour_verschil.werkelijke_retourcodes is
'Retourcodes van de ontvanger, op volgorde. Bron: feit_bericht; per regel feit_prestatie.';
comment on column mart.retour_verschil.oordeel is
'gelijk, wij_wel_ontvanger_niet, ontvanger_wel_wij_niet, verschillend, of open (nog geen '
'antwoord).';
comment on column mart.retour_verschil.dagtekening is
'Datum van het bericht.';
comment on column mart.retour_verschil.maand is
'Eerste dag van de maand van de Dagtekening van het bericht.';
