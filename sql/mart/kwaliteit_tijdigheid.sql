-- Counts what was in time, per term, provider, municipality and month.
-- Grain: law, municipality, provider, term, kind of message, month.
create view mart.kwaliteit_tijdigheid as
select
    regel.gemeente_sk,
    regel.aanbieder_sk,
    regel.maand_sk,
    regel.wet,
    regel.gemeentecode,
    regel.agb_code,
    regel.norm,
    regel.verantwoordelijke,
    regel.berichtsoort,
    regel.norm_werkdagen,
    count(*) as aantal,
    count(*) filter (where regel.uitkomst = 'binnen_norm') as binnen_norm,
    count(*) filter (where regel.uitkomst = 'te_laat') as te_laat,
    count(*) filter (where regel.uitkomst = 'open') as aantal_open,
    round(
        100.0 * count(*) filter (where regel.uitkomst = 'binnen_norm')
        / nullif(count(*) filter (where regel.uitkomst <> 'open'), 0),
        1
    ) as percentage,
    percentile_disc(0.5) within group (order by regel.werkdagen asc)
    filter (where regel.gereed_op is not null) as mediaan_werkdagen,
    regel.maand
from mart.kwaliteit_tijdigheid_regel as regel
group by
    regel.gemeente_sk,
    regel.aanbieder_sk,
    regel.maand_sk,
    regel.wet,
    regel.gemeentecode,
    regel.agb_code,
    regel.norm,
    regel.verantwoordelijke,
    regel.berichtsoort,
    regel.norm_werkdagen,
    regel.maand;

comment on view mart.kwaliteit_tijdigheid is
'Een rij per norm, aanbieder, gemeente, berichtsoort en maand: op tijd, te laat of nog open. '
'Let op wie verantwoordelijk is: een retour op een 305 is aan de gemeente. OP274 en OP346 meten '
'hier het eerste antwoord; de acht weken van een verzoek in onderzoek staan in de bevindingen.';
comment on column mart.kwaliteit_tijdigheid.gemeente_sk is
'Gemeente: dim_gemeente.';
comment on column mart.kwaliteit_tijdigheid.aanbieder_sk is
'Aanbieder: dim_aanbieder.';
comment on column mart.kwaliteit_tijdigheid.maand_sk is
'Eerste dag van de maand als getal jjjjmmdd: dim_datum.';
comment on column mart.kwaliteit_tijdigheid.wet is
'Wet: wmo of jw.';
comment on column mart.kwaliteit_tijdigheid.gemeentecode is
'CBS-code van de gemeente, 4 cijfers.';
comment on column mart.kwaliteit_tijdigheid.agb_code is
'AGB-code van de aanbieder, 8 cijfers.';
comment on column mart.kwaliteit_tijdigheid.norm is
'Regel met de termijn: OP271 (305), OP272 (307), OP090 (retour), OP090x4 (325), OP274 (antwoord '
'op 315) of OP346 (antwoord op 317).';
comment on column mart.kwaliteit_tijdigheid.verantwoordelijke is
'Wie de termijn moet halen: aanbieder of gemeente.';
comment on column mart.kwaliteit_tijdigheid.berichtsoort is
'Soort bericht, bijvoorbeeld 305.';
comment on column mart.kwaliteit_tijdigheid.norm_werkdagen is
'Termijn in werkdagen.';
comment on column mart.kwaliteit_tijdigheid.aantal is
'Records of berichten met deze termijn: som van de drie uitkomsten.';
comment on column mart.kwaliteit_tijdigheid.binnen_norm is
'Op tijd gereed.';
comment on column mart.kwaliteit_tijdigheid.te_laat is
'Na de termijn gereed, of na de termijn nog niet.';
comment on column mart.kwaliteit_tijdigheid.aantal_open is
'Nog niet gereed, terwijl de termijn nog loopt op de peildatum.';
comment on column mart.kwaliteit_tijdigheid.percentage is
'Op tijd per honderd waarvan de uitkomst vaststaat. Leeg: alles open.';
comment on column mart.kwaliteit_tijdigheid.mediaan_werkdagen is
'Middelste aantal werkdagen van wat gereed is. Leeg: niets gereed.';
comment on column mart.kwaliteit_tijdigheid.maand is
'Eerste dag van de maand van de Dagtekening van het bericht.';
