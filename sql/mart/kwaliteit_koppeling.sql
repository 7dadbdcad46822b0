-- Counts verdicts on the link between a record and its allocation, as a whole and per part.
-- Grain: law, municipality, provider, kind of message, month.
create view mart.kwaliteit_koppeling as
select
    koppeling.gemeente_sk,
    koppeling.aanbieder_sk,
    to_char(bericht.dagtekening, 'YYYYMM01')::integer as maand_sk,
    koppeling.wet,
    koppeling.gemeentecode,
    koppeling.agb_code,
    koppeling.berichtsoort,
    count(*) as aantal,
    count(*) filter (where koppeling.client_gelijk = 'gelijk') as client_gelijk,
    count(*) filter (where koppeling.client_gelijk = 'verschillend') as client_verschillend,
    count(*) filter (where koppeling.client_gelijk = 'niet_toetsbaar') as client_niet_toetsbaar,
    count(*) filter (where koppeling.aanbieder_gelijk = 'gelijk') as aanbieder_gelijk,
    count(*) filter (where koppeling.aanbieder_gelijk = 'verschillend') as aanbieder_verschillend,
    count(*) filter (
        where koppeling.aanbieder_gelijk = 'niet_toetsbaar'
    ) as aanbieder_niet_toetsbaar,
    count(*) filter (where koppeling.product_gelijk = 'gelijk') as product_gelijk,
    count(*) filter (where koppeling.product_gelijk = 'verschillend') as product_verschillend,
    count(*) filter (where koppeling.product_gelijk = 'niet_toetsbaar') as product_niet_toetsbaar,
    count(*) filter (where koppeling.periode_gelijk = 'gelijk') as periode_gelijk,
    count(*) filter (where koppeling.periode_gelijk = 'verschillend') as periode_verschillend,
    count(*) filter (where koppeling.periode_gelijk = 'niet_toetsbaar') as periode_niet_toetsbaar,
    count(*) filter (where koppeling.beschikking_gelijk = 'gelijk') as beschikking_gelijk,
    count(*) filter (
        where koppeling.beschikking_gelijk = 'verschillend'
    ) as beschikking_verschillend,
    count(*) filter (
        where koppeling.beschikking_gelijk = 'niet_toetsbaar'
    ) as beschikking_niet_toetsbaar,
    count(*) filter (where koppeling.koppelstatus = 'gekoppeld') as aantal_gekoppeld,
    count(*) filter (where koppeling.koppelstatus = 'wees') as aantal_wees,
    count(*) filter (where koppeling.koppelstatus = 'afgekeurd') as aantal_afgekeurd,
    count(*) filter (where koppeling.koppelstatus = 'ingetrokken') as aantal_ingetrokken,
    count(*) filter (where koppeling.koppelstatus = 'afgewezen') as aantal_afgewezen,
    count(*) filter (where koppeling.koppelwijze = 'toewijzingnummer') as via_toewijzingnummer,
    count(*) filter (where koppeling.koppelwijze = 'beschikking') as via_beschikking,
    count(*) filter (where koppeling.koppelwijze = 'kenmerken') as via_kenmerken,
    count(*) filter (where koppeling.koppelwijze = 'geen') as via_geen,
    round(
        100.0 * count(*) filter (where koppeling.koppelstatus = 'gekoppeld')
        / nullif(
            count(*) filter (where koppeling.koppelstatus in ('gekoppeld', 'wees', 'afgekeurd')), 0
        ),
        1
    ) as percentage_gekoppeld,
    date_trunc('month', bericht.dagtekening::timestamp)::date as maand
from dwh.feit_koppeling as koppeling
inner join dwh.feit_bericht as bericht
    on
        koppeling.wet = bericht.wet
        and koppeling.gemeentecode = bericht.gemeentecode
        and koppeling.berichtsoort = bericht.berichtsoort
        and coalesce(koppeling.bericht_agb_code, koppeling.agb_code) = bericht.agb_code
        and koppeling.bericht_identificatie = bericht.identificatie
group by
    koppeling.gemeente_sk,
    koppeling.aanbieder_sk,
    to_char(bericht.dagtekening, 'YYYYMM01')::integer,
    koppeling.wet,
    koppeling.gemeentecode,
    koppeling.agb_code,
    koppeling.berichtsoort,
    date_trunc('month', bericht.dagtekening::timestamp)::date;

comment on view mart.kwaliteit_koppeling is
'Een rij per berichtsoort, aanbieder, gemeente en maand: hoe goed 305, 307 en 323 aansluiten op '
'de toewijzing, ook per onderdeel. Per onderdeel is de som van gelijk, verschillend en '
'niet_toetsbaar het aantal; zo ook de statussen en de wijzen van koppelen. Bron: '
'feit_koppeling.';
comment on column mart.kwaliteit_koppeling.gemeente_sk is
'Gemeente: dim_gemeente.';
comment on column mart.kwaliteit_koppeling.aanbieder_sk is
'Aanbieder: dim_aanbieder.';
comment on column mart.kwaliteit_koppeling.maand_sk is
'Eerste dag van de maand als getal jjjjmmdd: dim_datum.';
comment on column mart.kwaliteit_koppeling.wet is
'Wet: wmo of jw.';
comment on column mart.kwaliteit_koppeling.gemeentecode is
'CBS-code van de gemeente, 4 cijfers.';
comment on column mart.kwaliteit_koppeling.agb_code is
'AGB-code van de aanbieder, 8 cijfers.';
comment on column mart.kwaliteit_koppeling.berichtsoort is
'Soort bericht, bijvoorbeeld 305.';
comment on column mart.kwaliteit_koppeling.aantal is
'Aantal records.';
comment on column mart.kwaliteit_koppeling.client_gelijk is
'Records waarvan de client gelijk is aan die van de toewijzing.';
comment on column mart.kwaliteit_koppeling.client_verschillend is
'Records waarvan de client verschilt.';
comment on column mart.kwaliteit_koppeling.client_niet_toetsbaar is
'Records waarvan de client niet te vergelijken is.';
comment on column mart.kwaliteit_koppeling.aanbieder_gelijk is
'Records waarvan de aanbieder gelijk is aan die van de toewijzing.';
comment on column mart.kwaliteit_koppeling.aanbieder_verschillend is
'Records waarvan de aanbieder verschilt.';
comment on column mart.kwaliteit_koppeling.aanbieder_niet_toetsbaar is
'Records waarvan de aanbieder niet te vergelijken is.';
comment on column mart.kwaliteit_koppeling.product_gelijk is
'Records waarvan het product gelijk is aan dat van de toewijzing.';
comment on column mart.kwaliteit_koppeling.product_verschillend is
'Records waarvan het product verschilt.';
comment on column mart.kwaliteit_koppeling.product_niet_toetsbaar is
'Records waarvan het product niet te vergelijken is.';
comment on column mart.kwaliteit_koppeling.periode_gelijk is
'Records waarvan de periode gelijk is aan die van de toewijzing.';
comment on column mart.kwaliteit_koppeling.periode_verschillend is
'Records waarvan de periode verschilt.';
comment on column mart.kwaliteit_koppeling.periode_niet_toetsbaar is
'Records waarvan de periode niet te vergelijken is.';
comment on column mart.kwaliteit_koppeling.beschikking_gelijk is
'Records waarvan de beschikking gelijk is aan die van de toewijzing.';
comment on column mart.kwaliteit_koppeling.beschikking_verschillend is
'Records waarvan de beschikking verschilt.';
comment on column mart.kwaliteit_koppeling.beschikking_niet_toetsbaar is
'Records waarvan de beschikking niet te vergelijken is.';
comment on column mart.kwaliteit_koppeling.aantal_gekoppeld is
'Records die op alle delen bij een toewijzing passen.';
comment on column mart.kwaliteit_koppeling.aantal_wees is
'Records zonder toewijzing.';
comment on column mart.kwaliteit_koppeling.aantal_afgekeurd is
'Records waarvan een deel verschilt van de toewijzing.';
comment on column mart.kwaliteit_koppeling.aantal_ingetrokken is
'Records die de afzender introk, en de verwijderingen zelf.';
comment on column mart.kwaliteit_koppeling.aantal_afgewezen is
'Records die de ontvanger afwees.';
comment on column mart.kwaliteit_koppeling.via_toewijzingnummer is
'Records die op nummer zijn gekoppeld.';
comment on column mart.kwaliteit_koppeling.via_beschikking is
'Records die op beschikking zijn gekoppeld (release 2.x).';
comment on column mart.kwaliteit_koppeling.via_kenmerken is
'Records die op client, aanbieder, product en datum zijn gekoppeld (taakgericht).';
comment on column mart.kwaliteit_koppeling.via_geen is
'Records zonder gevonden toewijzing.';
comment on column mart.kwaliteit_koppeling.percentage_gekoppeld is
'Gekoppeld per honderd records die gekoppeld, wees of afgekeurd zijn: zonder wat is ingetrokken '
'of afgewezen. Leeg: geen.';
comment on column mart.kwaliteit_koppeling.maand is
'Eerste dag van de maand van de Dagtekening van het bericht.';
