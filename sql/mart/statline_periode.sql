-- Periods of the tables of CBS as they stand now, with how often their status changed.
-- Grain: table and period.
create view mart.statline_periode as
with verloop as (
    select
        periode.tabel_id,
        periode.periode,
        count(*) as aantal_statussen,
        min(periode.geladen_op) as eerst_geladen_op
    from dwh.dim_statline_periode as periode
    group by periode.tabel_id, periode.periode
)

select
    nu.tabel_id,
    nu.periode,
    nu.periode_soort,
    nu.titel,
    nu.status,
    nu.versie,
    nu.begindatum,
    nu.einddatum,
    verloop.aantal_statussen,
    verloop.eerst_geladen_op,
    nu.geladen_op as status_sinds
from dwh.dim_statline_periode as nu
inner join verloop on nu.tabel_id = verloop.tabel_id and nu.periode = verloop.periode
where nu.vervallen_op is null;

comment on view mart.statline_periode is
'Een rij per periode van een tabel van CBS, met de status van nu en sinds wanneer.';
comment on column mart.statline_periode.tabel_id is 'Identifier van de tabel bij CBS.';
comment on column mart.statline_periode.periode is 'Code van de periode, zoals 2022JJ00.';
comment on column mart.statline_periode.periode_soort is
'jaar, halfjaar, kwartaal, maand, week, dag, verslag of overig.';
comment on column mart.statline_periode.titel is 'Titel.';
comment on column mart.statline_periode.status is
'Definitief, Voorlopig, NaderVoorlopig of wat CBS schrijft; leeg als CBS niets zegt.';
comment on column mart.statline_periode.versie is 'Versie van de tabel die deze status bracht.';
comment on column mart.statline_periode.begindatum is 'Eerste dag.';
comment on column mart.statline_periode.einddatum is 'Laatste dag.';
comment on column mart.statline_periode.aantal_statussen is
'Hoeveel statussen de periode heeft gehad, deze meegeteld.';
comment on column mart.statline_periode.eerst_geladen_op is
'Moment waarop de periode voor het eerst is geladen, UTC.';
comment on column mart.statline_periode.status_sinds is
'Moment waarop deze status kwam, UTC.';
