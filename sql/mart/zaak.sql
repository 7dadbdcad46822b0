-- Cases for people, with the names of team and municipality and what is known of their time.
-- Grain: case. A case that fell out of a full delivery is there, with the day.
create view mart.zaak as
select
    feit.zaak_sk,
    feit.gemeente_sk,
    feit.gemeentecode,
    gemeente.gemeentenaam,
    feit.wet,
    feit.regeling,
    feit.zaaknummer,
    feit.zaaktype,
    feit.status,
    feit.resultaat,
    feit.reden_afsluiting,
    feit.kanaal,
    feit.verwijzer,
    feit.team_sk,
    team.team,
    team.afdeling,
    feit.leefgebieden,
    feit.aanmelddatum,
    feit.aanvraagdatum,
    feit.besluitdatum,
    feit.einddatum,
    coalesce(feit.uiterste_einddatum, feit.einddatum_gepland) as termijn,
    feit.doorlooptijd_dagen,
    feit.opschorting_dagen,
    feit.is_te_laat,
    feit.vervallen_op is null and coalesce(feit.besluitdatum, feit.einddatum) is null as is_open,
    feit.vervallen_op,
    feit.bron
from dwh.feit_zaak as feit
inner join dwh.dim_gemeente as gemeente on feit.gemeente_sk = gemeente.gemeente_sk
inner join dwh.dim_team as team on feit.team_sk = team.team_sk;

comment on view mart.zaak is
'Een rij per zaak uit een zaaksysteem, met namen. Telt geen personen.';
comment on column mart.zaak.zaak_sk is 'Zaak: feit_zaak.';
comment on column mart.zaak.gemeente_sk is 'Gemeente: dim_gemeente; 0 is onbekend.';
comment on column mart.zaak.gemeentecode is
'CBS-code van de gemeente, 4 cijfers; 0000 is onbekend.';
comment on column mart.zaak.gemeentenaam is 'Naam van de gemeente; onbekend zonder stamgegevens.';
comment on column mart.zaak.wet is 'Wet: wmo, jw of pw. Leeg: niet genoemd.';
comment on column mart.zaak.regeling is 'Regeling binnen de wet. Leeg: niet genoemd.';
comment on column mart.zaak.zaaknummer is 'Nummer van de zaak in het zaaksysteem.';
comment on column mart.zaak.zaaktype is 'Soort zaak. Leeg: niet genoemd.';
comment on column mart.zaak.status is 'Stand volgens het zaaksysteem. Leeg: niet genoemd.';
comment on column mart.zaak.resultaat is 'Uitkomst. Leeg: geen of niet genoemd.';
comment on column mart.zaak.reden_afsluiting is
'Waarom de zaak is afgesloten. Leeg: niet genoemd.';
comment on column mart.zaak.kanaal is 'Waarlangs de aanvraag kwam. Leeg: niet genoemd.';
comment on column mart.zaak.verwijzer is 'Soort verwijzer. Leeg: niet genoemd.';
comment on column mart.zaak.team_sk is 'Team: dim_team; 0 is onbekend.';
comment on column mart.zaak.team is 'Naam van het team; onbekend als de zaak er geen noemt.';
comment on column mart.zaak.afdeling is 'Afdeling van het team; onbekend zonder stamgegevens.';
comment on column mart.zaak.leefgebieden is 'Leefgebieden van de zaak.';
comment on column mart.zaak.aanmelddatum is 'Dag van de melding. Leeg: niet genoemd.';
comment on column mart.zaak.aanvraagdatum is 'Dag van de aanvraag. Leeg: niet genoemd.';
comment on column mart.zaak.besluitdatum is 'Dag van het besluit. Leeg: geen of niet genoemd.';
comment on column mart.zaak.einddatum is 'Dag waarop de zaak eindigde. Leeg: open of niet genoemd.';
comment on column mart.zaak.termijn is
'Uiterste einddatum, anders de geplande. Leeg: geen bekend.';
comment on column mart.zaak.doorlooptijd_dagen is
'Kalenderdagen van aanvraag (anders aanmelding) tot besluit (anders einde), zonder opschorting. '
'Leeg: open of niet te berekenen.';
comment on column mart.zaak.opschorting_dagen is
'Dagen van opschorting daarbinnen. Leeg: geen bekend of nog lopend.';
comment on column mart.zaak.is_te_laat is
'Of het besluit (anders het einde) na de termijn viel. Leeg: open of geen termijn.';
comment on column mart.zaak.is_open is
'Of de zaak geen besluit en geen einde heeft, en nog in de leveringen staat.';
comment on column mart.zaak.vervallen_op is
'Peildatum van de eerste volledige levering zonder de zaak. Leeg: zij staat er nog.';
comment on column mart.zaak.bron is 'Bron in de configuratie waaruit de zaak komt.';
