-- The page of a provider: the headline figures of the other quality views.
-- Grain: law, municipality, provider, month. The heaviest of the views: it reads all others.
create view mart.kwaliteit_aanbieder as
with geteld as (
    select
        bericht.gemeente_sk,
        bericht.aanbieder_sk,
        to_char(bericht.dagtekening, 'YYYYMM01')::integer as maand_sk,
        bericht.wet,
        bericht.gemeentecode,
        bericht.agb_code,
        date_trunc('month', bericht.dagtekening::timestamp)::date as maand,
        'berichten' as maat,
        count(*) as aantal
    from dwh.feit_bericht as bericht
    where bericht.berichtsoort in ('305', '307', '315', '317', '323')
    group by
        bericht.gemeente_sk,
        bericht.aanbieder_sk,
        to_char(bericht.dagtekening, 'YYYYMM01')::integer,
        bericht.wet,
        bericht.gemeentecode,
        bericht.agb_code,
        date_trunc('month', bericht.dagtekening::timestamp)::date
    union all
    select
        bevinding.gemeente_sk,
        bevinding.aanbieder_sk,
        bevinding.maand_sk,
        bevinding.wet,
        bevinding.gemeentecode,
        bevinding.agb_code,
        bevinding.maand,
        maat.maat,
        maat.aantal
    from mart.kwaliteit_bevinding as bevinding
    cross join lateral (
        values
        (
            case bevinding.verantwoordelijke
                when 'gemeente' then 'bevindingen_gemeente'
                else 'bevindingen_' || lower(bevinding.ernst)
            end,
            bevinding.aantal_open
        )
    ) as maat (maat, aantal)
    union all
    select
        koppeling.gemeente_sk,
        koppeling.aanbieder_sk,
        koppeling.maand_sk,
        koppeling.wet,
        koppeling.gemeentecode,
        koppeling.agb_code,
        koppeling.maand,
        maat.maat,
        maat.aantal
    from mart.kwaliteit_koppeling as koppeling
    cross join lateral (
        values
        ('records', koppeling.aantal),
        ('gekoppeld', koppeling.aantal_gekoppeld),
        (
            'toetsbaar',
            koppeling.aantal_gekoppeld + koppeling.aantal_wees + koppeling.aantal_afgekeurd
        )
    ) as maat (maat, aantal)
    union all
    select
        tijdigheid.gemeente_sk,
        tijdigheid.aanbieder_sk,
        tijdigheid.maand_sk,
        tijdigheid.wet,
        tijdigheid.gemeentecode,
        tijdigheid.agb_code,
        tijdigheid.maand,
        maat.maat,
        maat.aantal
    from mart.kwaliteit_tijdigheid as tijdigheid
    cross join lateral (
        values
        ('op_tijd', tijdigheid.binnen_norm),
        ('te_laat', tijdigheid.te_laat)
    ) as maat (maat, aantal)
    where tijdigheid.verantwoordelijke = 'aanbieder'
    union all
    select
        regie.gemeente_sk,
        regie.aanbieder_sk,
        regie.maand_sk,
        regie.wet,
        regie.gemeentecode,
        regie.agb_code,
        regie.maand,
        maat.maat,
        maat.aantal
    from mart.kwaliteit_regie as regie
    cross join lateral (
        values
        ('toewijzingen', regie.aantal_toewijzingen),
        ('zonder_start', regie.aantal_zonder_start),
        ('zonder_stop', regie.aantal_zonder_stop),
        ('stop_voor_start', regie.aantal_stop_voor_start)
    ) as maat (maat, aantal)
    union all
    select
        volume.gemeente_sk,
        volume.aanbieder_sk,
        volume.maand_sk,
        volume.wet,
        volume.gemeentecode,
        volume.agb_code,
        volume.maand,
        maat.maat,
        maat.aantal
    from mart.kwaliteit_volume as volume
    cross join lateral (
        values
        ('onmogelijk', volume.aantal_onmogelijk)
    ) as maat (maat, aantal)
    union all
    select
        uitschieter.gemeente_sk,
        uitschieter.aanbieder_sk,
        uitschieter.maand_sk,
        uitschieter.wet,
        uitschieter.gemeentecode,
        uitschieter.agb_code,
        uitschieter.maand,
        maat.maat,
        maat.aantal
    from mart.kwaliteit_uitschieter as uitschieter
    cross join lateral (
        values
        ('uitschieters', uitschieter.aantal_uitschieters)
    ) as maat (maat, aantal)
    union all
    select
        dubbel.gemeente_sk,
        dubbel.aanbieder_sk,
        dubbel.maand_sk,
        dubbel.wet,
        dubbel.gemeentecode,
        dubbel.agb_code,
        dubbel.maand,
        maat.maat,
        maat.aantal
    from mart.kwaliteit_dubbel as dubbel
    cross join lateral (
        values
        ('dubbel', dubbel.aantal_dubbel)
    ) as maat (maat, aantal)
    where dubbel.verantwoordelijke = 'aanbieder'
    union all
    select
        verschil.gemeente_sk,
        verschil.aanbieder_sk,
        verschil.maand_sk,
        verschil.wet,
        verschil.gemeentecode,
        verschil.agb_code,
        verschil.maand,
        maat.maat,
        maat.aantal
    from mart.retour_verschil_telling as verschil
    cross join lateral (
        values
        (
            'afwijkende_retourcodes',
            verschil.wij_wel_ontvanger_niet + verschil.ontvanger_wel_wij_niet
        )
    ) as maat (maat, aantal)
),

gebundeld as (
    select
        geteld.gemeente_sk,
        geteld.aanbieder_sk,
        geteld.maand_sk,
        geteld.wet,
        geteld.gemeentecode,
        geteld.agb_code,
        geteld.maand,
        coalesce(sum(geteld.aantal) filter (where geteld.maat = 'berichten'), 0) as berichten,
        coalesce(
            sum(geteld.aantal) filter (where geteld.maat = 'bevindingen_r'), 0
        ) as bevindingen_r,
        coalesce(
            sum(geteld.aantal) filter (where geteld.maat = 'bevindingen_p'), 0
        ) as bevindingen_p,
        coalesce(
            sum(geteld.aantal) filter (where geteld.maat = 'bevindingen_d'), 0
        ) as bevindingen_d,
        coalesce(
            sum(geteld.aantal) filter (where geteld.maat = 'bevindingen_gemeente'), 0
        ) as bevindingen_gemeente,
        coalesce(sum(geteld.aantal) filter (where geteld.maat = 'records'), 0) as records,
        coalesce(sum(geteld.aantal) filter (where geteld.maat = 'gekoppeld'), 0) as gekoppeld,
        coalesce(sum(geteld.aantal) filter (where geteld.maat = 'toetsbaar'), 0) as toetsbaar,
        coalesce(sum(geteld.aantal) filter (where geteld.maat = 'op_tijd'), 0) as op_tijd,
        coalesce(sum(geteld.aantal) filter (where geteld.maat = 'te_laat'), 0) as te_laat,
        coalesce(sum(geteld.aantal) filter (where geteld.maat = 'toewijzingen'), 0) as toewijzingen,
        coalesce(sum(geteld.aantal) filter (where geteld.maat = 'zonder_start'), 0) as zonder_start,
        coalesce(sum(geteld.aantal) filter (where geteld.maat = 'zonder_stop'), 0) as zonder_stop,
        coalesce(
            sum(geteld.aantal) filter (where geteld.maat = 'stop_voor_start'), 0
        ) as stop_voor_start,
        coalesce(sum(geteld.aantal) filter (where geteld.maat = 'onmogelijk'), 0) as onmogelijk,
        coalesce(sum(geteld.aantal) filter (where geteld.maat = 'uitschieters'), 0) as uitschieters,
        coalesce(sum(geteld.aantal) filter (where geteld.maat = 'dubbel'), 0) as dubbel,
        coalesce(
            sum(geteld.aantal) filter (where geteld.maat = 'afwijkende_retourcodes'), 0
        ) as afwijkende_retourcodes
    from geteld
    group by
        geteld.gemeente_sk,
        geteld.aanbieder_sk,
        geteld.maand_sk,
        geteld.wet,
        geteld.gemeentecode,
        geteld.agb_code,
        geteld.maand
)

select
    gebundeld.gemeente_sk,
    gebundeld.aanbieder_sk,
    gebundeld.maand_sk,
    gebundeld.wet,
    gebundeld.gemeentecode,
    gebundeld.agb_code,
    gebundeld.berichten as aantal_berichten,
    gebundeld.records as aantal_records,
    gebundeld.toewijzingen as aantal_toewijzingen,
    gebundeld.bevindingen_r as aantal_bevindingen_r,
    gebundeld.bevindingen_p as aantal_bevindingen_p,
    gebundeld.bevindingen_d as aantal_bevindingen_d,
    gebundeld.bevindingen_gemeente as aantal_bevindingen_gemeente,
    round(100.0 * gebundeld.gekoppeld / nullif(gebundeld.toetsbaar, 0), 1) as percentage_gekoppeld,
    round(
        100.0 * gebundeld.op_tijd / nullif(gebundeld.op_tijd + gebundeld.te_laat, 0), 1
    ) as percentage_op_tijd,
    gebundeld.te_laat as aantal_te_laat,
    gebundeld.zonder_start as aantal_zonder_start,
    gebundeld.zonder_stop as aantal_zonder_stop,
    gebundeld.stop_voor_start as aantal_stop_voor_start,
    gebundeld.onmogelijk as aantal_onmogelijk_volume,
    gebundeld.uitschieters as aantal_uitschieters,
    gebundeld.dubbel as aantal_dubbel,
    gebundeld.afwijkende_retourcodes as aantal_afwijkende_retourcodes,
    gebundeld.maand
from gebundeld;

comment on view mart.kwaliteit_aanbieder is
'Een rij per aanbieder, gemeente, wet en maand met de hoofdcijfers van de andere '
'kwaliteitsviews: het blad voor het gesprek met een aanbieder. Let op: elk cijfer houdt de '
'maand van zijn eigen view (bericht, ingang of ProductPeriode); tel niet over kolommen heen.';
comment on column mart.kwaliteit_aanbieder.gemeente_sk is
'Gemeente: dim_gemeente.';
comment on column mart.kwaliteit_aanbieder.aanbieder_sk is
'Aanbieder: dim_aanbieder.';
comment on column mart.kwaliteit_aanbieder.maand_sk is
'Eerste dag van de maand als getal jjjjmmdd: dim_datum.';
comment on column mart.kwaliteit_aanbieder.wet is
'Wet: wmo of jw.';
comment on column mart.kwaliteit_aanbieder.gemeentecode is
'CBS-code van de gemeente, 4 cijfers.';
comment on column mart.kwaliteit_aanbieder.agb_code is
'AGB-code van de aanbieder, 8 cijfers.';
comment on column mart.kwaliteit_aanbieder.aantal_berichten is
'Berichten van de aanbieder: 305, 307, 315, 317 en 323.';
comment on column mart.kwaliteit_aanbieder.aantal_records is
'Records van 305, 307 en 323.';
comment on column mart.kwaliteit_aanbieder.aantal_toewijzingen is
'Toewijzingen die in de maand ingaan.';
comment on column mart.kwaliteit_aanbieder.aantal_bevindingen_r is
'Open bevindingen van de aanbieder met een officiele grond voor afkeur.';
comment on column mart.kwaliteit_aanbieder.aantal_bevindingen_p is
'Open bevindingen van de aanbieder over een officiele plicht.';
comment on column mart.kwaliteit_aanbieder.aantal_bevindingen_d is
'Open eigen signalen over de aanbieder; geen verwijt.';
comment on column mart.kwaliteit_aanbieder.aantal_bevindingen_gemeente is
'Open bevindingen die de gemeente moet herstellen, van elke ernst: geen verwijt aan de aanbieder.';
comment on column mart.kwaliteit_aanbieder.percentage_gekoppeld is
'Gekoppelde records per honderd die gekoppeld, wees of afgekeurd zijn. Leeg: geen.';
comment on column mart.kwaliteit_aanbieder.percentage_op_tijd is
'Op tijd per honderd termijnen van de aanbieder (305, 307, retour op 301 en 319). Leeg: geen.';
comment on column mart.kwaliteit_aanbieder.aantal_te_laat is
'Termijnen van de aanbieder die niet zijn gehaald.';
comment on column mart.kwaliteit_aanbieder.aantal_zonder_start is
'Toewijzingen zonder 305 na de termijn (OP295).';
comment on column mart.kwaliteit_aanbieder.aantal_zonder_stop is
'Geeindigde toewijzingen zonder 307 (OP288).';
comment on column mart.kwaliteit_aanbieder.aantal_stop_voor_start is
'Stops voor hun start (TR018).';
comment on column mart.kwaliteit_aanbieder.aantal_onmogelijk_volume is
'Declaratieregels met een onmogelijk volume (DQ39).';
comment on column mart.kwaliteit_aanbieder.aantal_uitschieters is
'Metingen van declaratieregels ver van het gewone: een regel telt dubbel als volume en tarief '
'beide afwijken.';
comment on column mart.kwaliteit_aanbieder.aantal_dubbel is
'Alles wat dubbel van de aanbieder kwam, elke regel eens (kwaliteit_dubbel).';
comment on column mart.kwaliteit_aanbieder.aantal_afwijkende_retourcodes is
'Retourcodes die alleen wij of alleen de ontvanger gaven; de ontvanger is meestal de gemeente.';
comment on column mart.kwaliteit_aanbieder.maand is
'Eerste dag van de maand, naar de view van elk cijfer.';
