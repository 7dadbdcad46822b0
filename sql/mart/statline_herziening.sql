-- Revisions: each value of a cell that ended, with what came instead.
-- Grain: replaced value.
create view mart.statline_herziening as
select
    oud.onderwerp_sk,
    oud.gebied_sk,
    oud.combinatie_sk,
    oud.gemeente_sk,
    oud.gemeentecode,
    oud.tabel_id,
    onderwerp.label as onderwerp,
    case when oud.gebied_sk <> 0 then gebied.gebiedscode end as gebiedscode,
    case when oud.gebied_sk <> 0 then gebied.gebiedsnaam end as gebiedsnaam,
    oud.periode,
    oud.periode_soort,
    oud.dimensies,
    combinatie.label as dimensielabel,
    oud.volgnummer,
    case
        -- CBS took it out when a new version came without it: the first load of that version. Any
        -- other end is of who asks: forgotten, moved, or another table in its source.
        when
            nieuw.tabel_id is null
            and oud.versie <> oud.vervallen_versie
            and exists (
                select 1
                from ref.statline_tabel as tabel
                where
                    tabel.tabel_id = oud.tabel_id
                    and tabel.versie = oud.vervallen_versie
                    and tabel.geladen_op = oud.vervallen_op
                    and not exists (
                        select 1
                        from ref.statline_tabel as eerder
                        where
                            eerder.tabel_id = tabel.tabel_id
                            and eerder.versie = tabel.versie
                            and eerder.bron = tabel.bron
                            and eerder.geladen_op < tabel.geladen_op
                    )
            )
            then 'verdwenen'
        when nieuw.tabel_id is null then 'niet meer gevolgd'
        when oud.reden_leeg is null and nieuw.reden_leeg is not null then 'leeg geworden'
        when oud.reden_leeg is not null and nieuw.reden_leeg is null then 'gevuld'
        when oud.reden_leeg <> nieuw.reden_leeg then 'andere reden'
        when
            oud.eenheid <> nieuw.eenheid or oud.vermenigvuldiger <> nieuw.vermenigvuldiger
            then 'eenheid'
        else 'waarde'
    end as soort,
    oud.eenheid as eenheid_oud,
    nieuw.eenheid as eenheid_nieuw,
    oud.waarde as waarde_oud,
    nieuw.waarde as waarde_nieuw,
    oud.waarde * oud.vermenigvuldiger as waarde_enkel_oud,
    nieuw.waarde * nieuw.vermenigvuldiger as waarde_enkel_nieuw,
    case
        when
            oud.eenheid = nieuw.eenheid and oud.vermenigvuldiger = nieuw.vermenigvuldiger
            then nieuw.waarde - oud.waarde
    end as verschil,
    oud.tekst as tekst_oud,
    nieuw.tekst as tekst_nieuw,
    oud.reden_leeg as reden_oud,
    nieuw.reden_leeg as reden_nieuw,
    oud.versie as versie_oud,
    oud.vervallen_versie as versie_nieuw,
    oud.geladen_op as geldig_van,
    oud.vervallen_op as herzien_op
from dwh.feit_statline as oud
inner join dwh.dim_onderwerp as onderwerp on oud.onderwerp_sk = onderwerp.onderwerp_sk
inner join dwh.dim_gebied as gebied on oud.gebied_sk = gebied.gebied_sk
inner join dwh.dim_statline_combinatie as combinatie
    on oud.combinatie_sk = combinatie.combinatie_sk
left join dwh.feit_statline as nieuw
    on
        oud.tabel_id = nieuw.tabel_id
        and oud.onderwerp_sk = nieuw.onderwerp_sk
        and oud.gebied_sk = nieuw.gebied_sk
        and oud.periode = nieuw.periode
        and oud.volgnummer = nieuw.volgnummer
        and oud.combinatie_sk = nieuw.combinatie_sk
        and oud.vervallen_op = nieuw.geladen_op
where oud.vervallen_op is not null;

comment on view mart.statline_herziening is
'Een rij per waarde die CBS verving of wegnam, met wat ervoor in de plaats kwam. Ook definitieve '
'cijfers worden herzien. Wat u zelf niet meer volgt staat erbij, met een eigen soort.';
comment on column mart.statline_herziening.onderwerp_sk is 'Sleutel van dim_onderwerp.';
comment on column mart.statline_herziening.gebied_sk is 'Sleutel van dim_gebied.';
comment on column mart.statline_herziening.combinatie_sk is
'Sleutel van dim_statline_combinatie.';
comment on column mart.statline_herziening.gemeente_sk is
'Sleutel van dim_gemeente; 0: groter dan een gemeente of niet in de berichten.';
comment on column mart.statline_herziening.gemeentecode is
'CBS-code van de gemeente. Leeg: groter dan een gemeente.';
comment on column mart.statline_herziening.tabel_id is 'Identifier van de tabel bij CBS.';
comment on column mart.statline_herziening.onderwerp is 'Onderwerp: groepen en titel.';
comment on column mart.statline_herziening.gebiedscode is
'Code van het gebied. Leeg: de tabel heeft geen gebieden.';
comment on column mart.statline_herziening.gebiedsnaam is 'Naam van het gebied.';
comment on column mart.statline_herziening.periode is 'Code van de periode.';
comment on column mart.statline_herziening.periode_soort is 'Soort periode.';
comment on column mart.statline_herziening.dimensies is 'De overige dimensies: naam en code.';
comment on column mart.statline_herziening.dimensielabel is
'De titels van de overige dimensies.';
comment on column mart.statline_herziening.volgnummer is
'Hoeveelste waarneming van dezelfde cel; 0: de enige of de laagste.';
comment on column mart.statline_herziening.soort is
'waarde (ander getal of andere tekst), eenheid (andere eenheid; het getal kan hetzelfde zijn), '
'gevuld (was leeg), leeg geworden, andere reden, verdwenen (CBS geeft haar niet meer) of niet meer '
'gevolgd (de bron vraagt haar niet meer; aan het cijfer veranderde niets).';
comment on column mart.statline_herziening.eenheid_oud is 'Eenheid van de oude waarde.';
comment on column mart.statline_herziening.eenheid_nieuw is 'Eenheid van de nieuwe waarde.';
comment on column mart.statline_herziening.waarde_oud is 'Het getal dat verviel.';
comment on column mart.statline_herziening.waarde_nieuw is 'Het getal dat ervoor kwam.';
comment on column mart.statline_herziening.waarde_enkel_oud is
'Het getal dat verviel, in enkele eenheden: bij x 1000 maal 1000.';
comment on column mart.statline_herziening.waarde_enkel_nieuw is
'Het getal dat ervoor kwam, in enkele eenheden.';
comment on column mart.statline_herziening.verschil is
'Nieuw min oud. Leeg: een van beide is leeg, of de eenheid veranderde.';
comment on column mart.statline_herziening.tekst_oud is 'De tekst die verviel.';
comment on column mart.statline_herziening.tekst_nieuw is 'De tekst die ervoor kwam.';
comment on column mart.statline_herziening.reden_oud is 'Waarom de oude leeg was.';
comment on column mart.statline_herziening.reden_nieuw is 'Waarom de nieuwe leeg is.';
comment on column mart.statline_herziening.versie_oud is
'Versie van de tabel die de oude waarde bracht.';
comment on column mart.statline_herziening.versie_nieuw is
'Versie van de tabel waarin zij anders was.';
comment on column mart.statline_herziening.geldig_van is 'Moment waarop de oude kwam, UTC.';
comment on column mart.statline_herziening.herzien_op is 'Moment waarop zij verviel, UTC.';
