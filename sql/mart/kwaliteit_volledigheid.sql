-- Counts how often optional elements are filled. Every source is counted first and turned into rows
-- afterwards: a row per record and element would cost ten times as much.
-- Grain: law, municipality, provider, source, element, month.
-- A barrier: tables without row level security are reached by a join, and a condition of the
-- reader must not be tried on rows that the join leaves out.
create view mart.kwaliteit_volledigheid with (security_barrier) as
with bron_301 as (
    select
        bericht.gemeente_sk,
        bericht.aanbieder_sk,
        bericht.wet,
        bericht.gemeentecode,
        bericht.agb_code,
        date_trunc('month', bericht.dagtekening::timestamp)::date as maand,
        count(*) as aantal,
        count(rij.toewijzingnummer) as gevuld_1,
        count(rij.referentie_aanbieder) as gevuld_2,
        count(rij.productcategorie) as gevuld_3,
        count(rij.productcode) as gevuld_4,
        count(rij.einddatum) as gevuld_5,
        count(rij.reden_wijziging) as gevuld_6,
        count(rij.volume) as gevuld_7,
        count(rij.budget_eurocent) as gevuld_8,
        count(rij.beschikkingnummer) as gevuld_9
    from landing.toewijzing as rij
    inner join dwh.feit_bericht as bericht on rij.bestand_id = bericht.bestand_id
    group by
        bericht.gemeente_sk,
        bericht.aanbieder_sk,
        bericht.wet,
        bericht.gemeentecode,
        bericht.agb_code,
        date_trunc('month', bericht.dagtekening::timestamp)::date
),

bron_305 as (
    select
        bericht.gemeente_sk,
        bericht.aanbieder_sk,
        bericht.wet,
        bericht.gemeentecode,
        bericht.agb_code,
        date_trunc('month', bericht.dagtekening::timestamp)::date as maand,
        count(*) as aantal,
        count(rij.toewijzingnummer) as gevuld_1,
        count(rij.productcategorie) as gevuld_2,
        count(rij.productcode) as gevuld_3,
        count(rij.toewijzing_ingangsdatum) as gevuld_4,
        count(rij.beschikkingnummer) as gevuld_5
    from landing.start as rij
    inner join dwh.feit_bericht as bericht on rij.bestand_id = bericht.bestand_id
    group by
        bericht.gemeente_sk,
        bericht.aanbieder_sk,
        bericht.wet,
        bericht.gemeentecode,
        bericht.agb_code,
        date_trunc('month', bericht.dagtekening::timestamp)::date
),

bron_307 as (
    select
        bericht.gemeente_sk,
        bericht.aanbieder_sk,
        bericht.wet,
        bericht.gemeentecode,
        bericht.agb_code,
        date_trunc('month', bericht.dagtekening::timestamp)::date as maand,
        count(*) as aantal,
        count(rij.toewijzingnummer) as gevuld_1,
        count(rij.productcategorie) as gevuld_2,
        count(rij.productcode) as gevuld_3,
        count(rij.toewijzing_ingangsdatum) as gevuld_4,
        count(rij.beschikkingnummer) as gevuld_5
    from landing.stop as rij
    inner join dwh.feit_bericht as bericht on rij.bestand_id = bericht.bestand_id
    group by
        bericht.gemeente_sk,
        bericht.aanbieder_sk,
        bericht.wet,
        bericht.gemeentecode,
        bericht.agb_code,
        date_trunc('month', bericht.dagtekening::timestamp)::date
),

bron_315 as (
    select
        bericht.gemeente_sk,
        bericht.aanbieder_sk,
        bericht.wet,
        bericht.gemeentecode,
        bericht.agb_code,
        date_trunc('month', bericht.dagtekening::timestamp)::date as maand,
        count(*) as aantal,
        count(rij.referentie_aanbieder) as gevuld_1,
        count(rij.productcategorie) as gevuld_2,
        count(rij.productcode) as gevuld_3,
        count(rij.beschikkingnummer) as gevuld_4,
        count(rij.beschikking_ingangsdatum) as gevuld_5,
        count(rij.einddatum) as gevuld_6,
        count(rij.volume) as gevuld_7,
        count(rij.budget_eurocent) as gevuld_8,
        count(rij.verwijzer) as gevuld_9,
        count(rij.is_raamcontract) as gevuld_10
    from landing.verzoek as rij
    inner join dwh.feit_bericht as bericht on rij.bestand_id = bericht.bestand_id
    where bericht.berichtsoort = '315'
    group by
        bericht.gemeente_sk,
        bericht.aanbieder_sk,
        bericht.wet,
        bericht.gemeentecode,
        bericht.agb_code,
        date_trunc('month', bericht.dagtekening::timestamp)::date
),

bron_317 as (
    select
        bericht.gemeente_sk,
        bericht.aanbieder_sk,
        bericht.wet,
        bericht.gemeentecode,
        bericht.agb_code,
        date_trunc('month', bericht.dagtekening::timestamp)::date as maand,
        count(*) as aantal,
        count(rij.referentie_aanbieder) as gevuld_1,
        count(rij.reden_verzoek) as gevuld_2,
        count(rij.productcategorie) as gevuld_3,
        count(rij.productcode) as gevuld_4,
        count(rij.einddatum) as gevuld_5,
        count(rij.volume) as gevuld_6,
        count(rij.budget_eurocent) as gevuld_7
    from landing.verzoek as rij
    inner join dwh.feit_bericht as bericht on rij.bestand_id = bericht.bestand_id
    where bericht.berichtsoort = '317' and rij.onderdeel <> 'ongewijzigd'
    group by
        bericht.gemeente_sk,
        bericht.aanbieder_sk,
        bericht.wet,
        bericht.gemeentecode,
        bericht.agb_code,
        date_trunc('month', bericht.dagtekening::timestamp)::date
),

bron_323 as (
    select
        bericht.gemeente_sk,
        bericht.aanbieder_sk,
        bericht.wet,
        bericht.gemeentecode,
        bericht.agb_code,
        date_trunc('month', bericht.dagtekening::timestamp)::date as maand,
        count(*) as aantal,
        count(rij.vorig_referentienummer) as gevuld_1,
        count(rij.tarief_eurocent) as gevuld_2
    from landing.prestatie as rij
    inner join dwh.feit_bericht as bericht on rij.bestand_id = bericht.bestand_id
    group by
        bericht.gemeente_sk,
        bericht.aanbieder_sk,
        bericht.wet,
        bericht.gemeentecode,
        bericht.agb_code,
        date_trunc('month', bericht.dagtekening::timestamp)::date
),

bron_client as (
    select
        bericht.gemeente_sk,
        bericht.aanbieder_sk,
        bericht.wet,
        bericht.gemeentecode,
        bericht.agb_code,
        date_trunc('month', bericht.dagtekening::timestamp)::date as maand,
        count(*) as aantal,
        count(client.geboortejaar) as gevuld_1,
        count(*) filter (where client.geslacht <> '0') as gevuld_2,
        count(client.gebiedscode) as gevuld_3
    from landing.client as rij
    inner join dwh.feit_bericht as bericht on rij.bestand_id = bericht.bestand_id
    left join dwh.dim_client as client
        on rij.clientsleutel = client.clientsleutel and client.is_actueel
    group by
        bericht.gemeente_sk,
        bericht.aanbieder_sk,
        bericht.wet,
        bericht.gemeentecode,
        bericht.agb_code,
        date_trunc('month', bericht.dagtekening::timestamp)::date
),

geteld as (
    select
        bron.gemeente_sk,
        bron.aanbieder_sk,
        bron.wet,
        bron.gemeentecode,
        bron.agb_code,
        '301' as bron,
        veld.veld,
        veld.is_verplicht,
        bron.aantal,
        veld.gevuld,
        bron.maand
    from bron_301 as bron
    cross join lateral (
        values
        ('ToewijzingNummer', true, bron.gevuld_1),
        ('ReferentieAanbieder', false, bron.gevuld_2),
        ('Product/Categorie', false, bron.gevuld_3),
        ('Product/Code', false, bron.gevuld_4),
        ('Einddatum', false, bron.gevuld_5),
        ('RedenWijziging', false, bron.gevuld_6),
        ('Omvang', false, bron.gevuld_7),
        ('Budget', false, bron.gevuld_8),
        ('BeschikkingNummer', false, bron.gevuld_9)
    ) as veld (veld, is_verplicht, gevuld)
    union all
    select
        bron.gemeente_sk,
        bron.aanbieder_sk,
        bron.wet,
        bron.gemeentecode,
        bron.agb_code,
        '305' as bron,
        veld.veld,
        veld.is_verplicht,
        bron.aantal,
        veld.gevuld,
        bron.maand
    from bron_305 as bron
    cross join lateral (
        values
        ('ToewijzingNummer', false, bron.gevuld_1),
        ('Product/Categorie', false, bron.gevuld_2),
        ('Product/Code', false, bron.gevuld_3),
        ('ToewijzingIngangsdatum', false, bron.gevuld_4),
        ('BeschikkingNummer', false, bron.gevuld_5)
    ) as veld (veld, is_verplicht, gevuld)
    union all
    select
        bron.gemeente_sk,
        bron.aanbieder_sk,
        bron.wet,
        bron.gemeentecode,
        bron.agb_code,
        '307' as bron,
        veld.veld,
        veld.is_verplicht,
        bron.aantal,
        veld.gevuld,
        bron.maand
    from bron_307 as bron
    cross join lateral (
        values
        ('ToewijzingNummer', false, bron.gevuld_1),
        ('Product/Categorie', false, bron.gevuld_2),
        ('Product/Code', false, bron.gevuld_3),
        ('ToewijzingIngangsdatum', false, bron.gevuld_4),
        ('BeschikkingNummer', false, bron.gevuld_5)
    ) as veld (veld, is_verplicht, gevuld)
    union all
    select
        bron.gemeente_sk,
        bron.aanbieder_sk,
        bron.wet,
        bron.gemeentecode,
        bron.agb_code,
        '315' as bron,
        veld.veld,
        veld.is_verplicht,
        bron.aantal,
        veld.gevuld,
        bron.maand
    from bron_315 as bron
    cross join lateral (
        values
        ('ReferentieAanbieder', true, bron.gevuld_1),
        ('Product/Categorie', false, bron.gevuld_2),
        ('Product/Code', false, bron.gevuld_3),
        ('BeschikkingNummer', false, bron.gevuld_4),
        ('BeschikkingIngangsdatum', false, bron.gevuld_5),
        ('ToewijzingEinddatum', false, bron.gevuld_6),
        ('Omvang', false, bron.gevuld_7),
        ('Budget', false, bron.gevuld_8),
        ('Verwijzer', true, bron.gevuld_9),
        ('Raamcontract', false, bron.gevuld_10)
    ) as veld (veld, is_verplicht, gevuld)
    union all
    select
        bron.gemeente_sk,
        bron.aanbieder_sk,
        bron.wet,
        bron.gemeentecode,
        bron.agb_code,
        '317' as bron,
        veld.veld,
        veld.is_verplicht,
        bron.aantal,
        veld.gevuld,
        bron.maand
    from bron_317 as bron
    cross join lateral (
        values
        ('ReferentieAanbieder', true, bron.gevuld_1),
        ('RedenVerzoek', true, bron.gevuld_2),
        ('Product/Categorie', false, bron.gevuld_3),
        ('Product/Code', false, bron.gevuld_4),
        ('Einddatum', false, bron.gevuld_5),
        ('Omvang', false, bron.gevuld_6),
        ('Budget', false, bron.gevuld_7)
    ) as veld (veld, is_verplicht, gevuld)
    union all
    select
        bron.gemeente_sk,
        bron.aanbieder_sk,
        bron.wet,
        bron.gemeentecode,
        bron.agb_code,
        '323' as bron,
        veld.veld,
        veld.is_verplicht,
        bron.aantal,
        veld.gevuld,
        bron.maand
    from bron_323 as bron
    cross join lateral (
        values
        ('VorigReferentieNummer', false, bron.gevuld_1),
        ('ProductTarief', false, bron.gevuld_2)
    ) as veld (veld, is_verplicht, gevuld)
    union all
    select
        bron.gemeente_sk,
        bron.aanbieder_sk,
        bron.wet,
        bron.gemeentecode,
        bron.agb_code,
        'dim_client' as bron,
        veld.veld,
        veld.is_verplicht,
        bron.aantal,
        veld.gevuld,
        bron.maand
    from bron_client as bron
    cross join lateral (
        values
        ('geboortejaar', true, bron.gevuld_1),
        ('geslacht', true, bron.gevuld_2),
        ('gebiedscode', false, bron.gevuld_3)
    ) as veld (veld, is_verplicht, gevuld)
)

select
    geteld.gemeente_sk,
    geteld.aanbieder_sk,
    to_char(geteld.maand, 'YYYYMMDD')::integer as maand_sk,
    geteld.wet,
    geteld.gemeentecode,
    geteld.agb_code,
    geteld.bron,
    geteld.veld,
    geteld.is_verplicht,
    geteld.aantal,
    geteld.gevuld,
    round(100.0 * geteld.gevuld / geteld.aantal, 1) as percentage,
    geteld.maand
from geteld;

comment on view mart.kwaliteit_volledigheid is
'Een rij per veld, bron, aanbieder, gemeente en maand: hoe vaak het veld is gevuld. Let op: '
'leeg mag meestal (open einde, geen omvang naast een budget, release 2.x tegenover 3.x); '
'vergelijk aanbieders en maanden, niet met 100.';
comment on column mart.kwaliteit_volledigheid.gemeente_sk is
'Gemeente: dim_gemeente.';
comment on column mart.kwaliteit_volledigheid.aanbieder_sk is
'Aanbieder: dim_aanbieder.';
comment on column mart.kwaliteit_volledigheid.maand_sk is
'Eerste dag van de maand als getal jjjjmmdd: dim_datum.';
comment on column mart.kwaliteit_volledigheid.wet is
'Wet: wmo of jw.';
comment on column mart.kwaliteit_volledigheid.gemeentecode is
'CBS-code van de gemeente, 4 cijfers.';
comment on column mart.kwaliteit_volledigheid.agb_code is
'AGB-code van de aanbieder, 8 cijfers.';
comment on column mart.kwaliteit_volledigheid.bron is
'Berichtsoort van het record (301, 305, 307, 315, 317, 323), of dim_client: de kenmerken van de '
'persoon per bericht.';
comment on column mart.kwaliteit_volledigheid.veld is
'Element van het bericht, of kolom van dim_client. Omvang telt op het volume.';
comment on column mart.kwaliteit_volledigheid.is_verplicht is
'Of release 3.x het veld altijd eist. Een lager percentage dan 100 komt dan uit release 2.x.';
comment on column mart.kwaliteit_volledigheid.aantal is
'Aantal records; bij dim_client het aantal personen in berichten.';
comment on column mart.kwaliteit_volledigheid.gevuld is
'Aantal waarvan het veld is gevuld; geslacht 0 (onbekend) geldt als leeg.';
comment on column mart.kwaliteit_volledigheid.percentage is
'Gevuld per honderd records.';
comment on column mart.kwaliteit_volledigheid.maand is
'Eerste dag van de maand van de Dagtekening van het bericht.';
