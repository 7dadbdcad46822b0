-- How long findings live: what came, and what of that was resolved, accepted or reopened.
-- Grain: law, municipality, provider, rule, severity, month in which the finding was first seen.
create view mart.kwaliteit_herstel as
with bevinding as (
    select
        feit.gemeente_sk,
        feit.aanbieder_sk,
        feit.wet,
        feit.gemeentecode,
        feit.agb_code,
        feit.regelcode,
        feit.ernst,
        feit.status,
        feit.aantal_heropend,
        (feit.eerst_gezien_op at time zone 'UTC')::date as gezien,
        (feit.opgelost_op at time zone 'UTC')::date
        - (feit.eerst_gezien_op at time zone 'UTC')::date as dagen
    from dwh.feit_bevinding as feit
)

select
    bevinding.gemeente_sk,
    bevinding.aanbieder_sk,
    to_char(bevinding.gezien, 'YYYYMM01')::integer as maand_sk,
    bevinding.wet,
    bevinding.gemeentecode,
    bevinding.agb_code,
    bevinding.regelcode,
    bevinding.ernst,
    count(*) as gevonden,
    count(*) filter (where bevinding.status = 'opgelost') as opgelost,
    count(*) filter (where bevinding.status = 'geaccepteerd') as geaccepteerd,
    count(*) filter (where bevinding.status = 'open') as aantal_open,
    count(*) filter (where bevinding.aantal_heropend > 0) as heropend,
    percentile_disc(0.5) within group (order by bevinding.dagen asc)
    filter (where bevinding.status = 'opgelost') as mediaan_dagen_tot_opgelost,
    count(*) filter (where bevinding.status = 'opgelost' and bevinding.dagen <= 30)
        as opgelost_binnen_30_dagen,
    date_trunc('month', bevinding.gezien::timestamp)::date as maand
from bevinding
group by
    bevinding.gemeente_sk,
    bevinding.aanbieder_sk,
    to_char(bevinding.gezien, 'YYYYMM01')::integer,
    bevinding.wet,
    bevinding.gemeentecode,
    bevinding.agb_code,
    bevinding.regelcode,
    bevinding.ernst,
    date_trunc('month', bevinding.gezien::timestamp)::date;

comment on view mart.kwaliteit_herstel is
'Een rij per regel, aanbieder, gemeente en maand van eerste waarneming: wat is er sindsdien '
'opgelost. Let op: de eerste run zet de hele historie in een maand, en een regel die een andere '
'code kreeg (DQ22, DQ23) telt daar als opgelost.';
comment on column mart.kwaliteit_herstel.gemeente_sk is
'Gemeente: dim_gemeente.';
comment on column mart.kwaliteit_herstel.aanbieder_sk is
'Aanbieder: dim_aanbieder.';
comment on column mart.kwaliteit_herstel.maand_sk is
'Eerste dag van de maand als getal jjjjmmdd: dim_datum.';
comment on column mart.kwaliteit_herstel.wet is
'Wet: wmo of jw.';
comment on column mart.kwaliteit_herstel.gemeentecode is
'CBS-code van de gemeente, 4 cijfers.';
comment on column mart.kwaliteit_herstel.agb_code is
'AGB-code van de aanbieder, 8 cijfers.';
comment on column mart.kwaliteit_herstel.regelcode is
'Regel waarop de bevinding berust: dim_regel.';
comment on column mart.kwaliteit_herstel.ernst is
'R officiele grond voor afkeur, P officiele plicht zonder afkeur, D eigen signaal.';
comment on column mart.kwaliteit_herstel.gevonden is
'Bevindingen die in de maand het eerst zijn gezien: som van opgelost, geaccepteerd en '
'aantal_open.';
comment on column mart.kwaliteit_herstel.opgelost is
'Daarvan gelden niet meer.';
comment on column mart.kwaliteit_herstel.geaccepteerd is
'Daarvan zijn door een medewerker geaccepteerd.';
comment on column mart.kwaliteit_herstel.aantal_open is
'Daarvan gelden nog.';
comment on column mart.kwaliteit_herstel.heropend is
'Daarvan zijn een of meer keren weer gaan gelden.';
comment on column mart.kwaliteit_herstel.mediaan_dagen_tot_opgelost is
'Middelste aantal kalenderdagen van eerste waarneming tot oplossing. Leeg: niets opgelost.';
comment on column mart.kwaliteit_herstel.opgelost_binnen_30_dagen is
'Opgelost binnen 30 kalenderdagen.';
comment on column mart.kwaliteit_herstel.maand is
'Eerste dag van de maand waarin de bevinding het eerst is gezien (peildatum van die run).';
