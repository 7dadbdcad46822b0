-- Cells of which CBS gives more than one value now: which of them is right, only CBS knows.
-- Grain: table, measure, area, period and combination of the other dimensions.
create view mart.statline_dubbel as
with dubbel as (
    select
        feit.tabel_id,
        feit.onderwerp_sk,
        feit.gebied_sk,
        feit.periode,
        feit.combinatie_sk
    from dwh.feit_statline as feit
    where feit.volgnummer = 1 and feit.vervallen_op is null
),

cel as (
    select
        feit.onderwerp_sk,
        feit.gebied_sk,
        feit.combinatie_sk,
        feit.gemeente_sk,
        feit.gemeentecode,
        feit.tabel_id,
        feit.eenheid,
        feit.periode,
        feit.periode_soort,
        count(*) as aantal_waarnemingen,
        min(feit.waarde) as laagste_waarde,
        max(feit.waarde) as hoogste_waarde,
        max(feit.geladen_op) as geladen_op
    from dwh.feit_statline as feit
    inner join dubbel
        on
            feit.tabel_id = dubbel.tabel_id
            and feit.onderwerp_sk = dubbel.onderwerp_sk
            and feit.gebied_sk = dubbel.gebied_sk
            and feit.periode = dubbel.periode
            and feit.combinatie_sk = dubbel.combinatie_sk
    where feit.vervallen_op is null
    group by
        feit.onderwerp_sk,
        feit.gebied_sk,
        feit.combinatie_sk,
        feit.gemeente_sk,
        feit.gemeentecode,
        feit.tabel_id,
        feit.eenheid,
        feit.periode,
        feit.periode_soort
)

select
    cel.onderwerp_sk,
    cel.gebied_sk,
    cel.combinatie_sk,
    cel.gemeente_sk,
    cel.gemeentecode,
    cel.tabel_id,
    onderwerp.label as onderwerp,
    cel.eenheid,
    case when cel.gebied_sk <> 0 then gebied.gebiedscode end as gebiedscode,
    case when cel.gebied_sk <> 0 then gebied.gebiedsnaam end as gebiedsnaam,
    cel.periode,
    cel.periode_soort,
    combinatie.dimensies,
    combinatie.label as dimensielabel,
    cel.aantal_waarnemingen,
    cel.laagste_waarde,
    cel.hoogste_waarde,
    cel.geladen_op
from cel
inner join dwh.dim_onderwerp as onderwerp on cel.onderwerp_sk = onderwerp.onderwerp_sk
inner join dwh.dim_gebied as gebied on cel.gebied_sk = gebied.gebied_sk
inner join dwh.dim_statline_combinatie as combinatie
    on cel.combinatie_sk = combinatie.combinatie_sk;

comment on view mart.statline_dubbel is
'Een rij per cel waarvan CBS nu meer dan een waarneming geeft. In mart.statline staan ze allemaal, '
'met een volgnummer. Bijna altijd leeg; vraag CBS welke geldt.';
comment on column mart.statline_dubbel.onderwerp_sk is 'Sleutel van dim_onderwerp.';
comment on column mart.statline_dubbel.gebied_sk is
'Sleutel van dim_gebied; 0: de tabel heeft geen gebieden.';
comment on column mart.statline_dubbel.combinatie_sk is 'Sleutel van dim_statline_combinatie.';
comment on column mart.statline_dubbel.gemeente_sk is
'Sleutel van dim_gemeente; 0: groter dan een gemeente of niet in de berichten.';
comment on column mart.statline_dubbel.gemeentecode is
'CBS-code van de gemeente. Leeg: groter dan een gemeente.';
comment on column mart.statline_dubbel.tabel_id is 'Identifier van de tabel bij CBS.';
comment on column mart.statline_dubbel.onderwerp is 'Onderwerp: groepen en titel.';
comment on column mart.statline_dubbel.eenheid is 'Eenheid zoals CBS haar schrijft.';
comment on column mart.statline_dubbel.gebiedscode is
'Code van het gebied. Leeg: de tabel heeft geen gebieden.';
comment on column mart.statline_dubbel.gebiedsnaam is 'Naam van het gebied.';
comment on column mart.statline_dubbel.periode is 'Code van de periode.';
comment on column mart.statline_dubbel.periode_soort is 'Soort periode.';
comment on column mart.statline_dubbel.dimensies is 'De overige dimensies: naam en code.';
comment on column mart.statline_dubbel.dimensielabel is 'De titels van de overige dimensies.';
comment on column mart.statline_dubbel.aantal_waarnemingen is
'Hoeveel waarnemingen CBS van de cel geeft, lege meegeteld.';
comment on column mart.statline_dubbel.laagste_waarde is
'Het laagste getal. Leeg: geen van de waarnemingen is een getal.';
comment on column mart.statline_dubbel.hoogste_waarde is
'Het hoogste getal. Gelijk aan het laagste: CBS geeft hetzelfde getal vaker.';
comment on column mart.statline_dubbel.geladen_op is
'Moment waarop de nieuwste van deze waarnemingen kwam, UTC.';
