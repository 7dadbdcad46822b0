-- Open cases of a team beside what its employees can carry: the norm of each for a whole job, times
-- the part of a job. Employees are added up; nobody is shown.
-- Grain: municipality and team.
create view mart.caseload as
with open_zaak as (
    select
        feit.team_sk,
        feit.gemeente_sk,
        count(*) as aantal
    from dwh.feit_zaak as feit
    where
        feit.vervallen_op is null
        and feit.besluitdatum is null
        and feit.einddatum is null
    group by
        feit.team_sk,
        feit.gemeente_sk
),

bezetting as (
    select
        medewerker.team_sk,
        medewerker.gemeente_sk,
        count(*) as aantal,
        sum(medewerker.fte) as fte,
        sum(medewerker.caseload_norm * coalesce(medewerker.fte, 1)) as norm
    from dwh.dim_medewerker as medewerker
    cross join mart.peildatum as peildatum
    where
        medewerker.medewerker_sk > 0
        and medewerker.bron is not null
        and medewerker.vervallen_op is null
        and coalesce(medewerker.begindatum <= peildatum.peildatum, true)
        and coalesce(medewerker.einddatum >= peildatum.peildatum, true)
    group by
        medewerker.team_sk,
        medewerker.gemeente_sk
),

sleutel as (
    select
        open_zaak.team_sk,
        open_zaak.gemeente_sk
    from open_zaak
    union
    select
        bezetting.team_sk,
        bezetting.gemeente_sk
    from bezetting
)

select
    sleutel.gemeente_sk,
    gemeente.gemeentecode,
    sleutel.team_sk,
    team.team,
    team.afdeling,
    coalesce(open_zaak.aantal, 0) as aantal_open,
    coalesce(bezetting.aantal, 0) as aantal_medewerkers,
    bezetting.fte,
    bezetting.norm as caseload_norm,
    round(100 * coalesce(open_zaak.aantal, 0) / nullif(bezetting.norm, 0), 1) as belasting_procent
from sleutel
inner join dwh.dim_gemeente as gemeente on sleutel.gemeente_sk = gemeente.gemeente_sk
inner join dwh.dim_team as team on sleutel.team_sk = team.team_sk
left join open_zaak
    on sleutel.team_sk = open_zaak.team_sk and sleutel.gemeente_sk = open_zaak.gemeente_sk
left join bezetting
    on sleutel.team_sk = bezetting.team_sk and sleutel.gemeente_sk = bezetting.gemeente_sk;

comment on view mart.caseload is
'Een rij per team: open zaken naast wat zijn medewerkers samen aankunnen.';
comment on column mart.caseload.gemeente_sk is 'Gemeente: dim_gemeente; 0 is onbekend.';
comment on column mart.caseload.gemeentecode is
'CBS-code van de gemeente, 4 cijfers; 0000 is onbekend.';
comment on column mart.caseload.team_sk is 'Team: dim_team; 0 is onbekend.';
comment on column mart.caseload.team is 'Naam van het team; onbekend als een zaak er geen noemt.';
comment on column mart.caseload.afdeling is 'Afdeling van het team; onbekend zonder stamgegevens.';
comment on column mart.caseload.aantal_open is
'Zaken zonder besluit en zonder einde die nog in de leveringen staan.';
comment on column mart.caseload.aantal_medewerkers is
'Medewerkers op de peildatum volgens de lijst van medewerkers.';
comment on column mart.caseload.fte is 'Hun volledige banen samen. Leeg: niet bekend.';
comment on column mart.caseload.caseload_norm is
'Zaken die zij samen aankunnen: norm maal deel van een volledige baan; zonder deel telt een hele. '
'Leeg: geen norm bekend.';
comment on column mart.caseload.belasting_procent is
'Open zaken als percentage van die norm. Leeg: geen norm bekend.';
