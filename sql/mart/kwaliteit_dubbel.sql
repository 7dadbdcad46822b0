-- Counts what was sent or declared twice.
-- Grain: law, municipality, provider, who sent it, month.
-- A barrier: tables without row level security are reached by a join, and a condition of the
-- reader must not be tried on rows that the join leaves out.
create view mart.kwaliteit_dubbel with (security_barrier) as
with bevinding as (
    select bevinding.*
    from mart.kwaliteit_bevinding_regel as bevinding
    where
        bevinding.regelcode in ('TR056', 'TR074', 'TR314', 'TR333', 'TR389', 'TR416')
        and bevinding.status <> 'opgelost'
),

-- TR389 hangs on the allocation: which lines are the second and later is told by the facts.
herhaald as (
    select
        prestatie.gemeente_sk,
        prestatie.aanbieder_sk,
        prestatie.wet,
        prestatie.gemeentecode,
        prestatie.agb_code,
        bericht.dagtekening,
        prestatie.bericht_identificatie,
        prestatie.regelnummer,
        row_number() over (
            partition by
                prestatie.keten_sk,
                prestatie.gemeentecode,
                prestatie.product_sk,
                prestatie.productperiode_begin,
                prestatie.productperiode_eind
            order by
                bericht.dagtekening asc,
                prestatie.bericht_identificatie asc,
                prestatie.agb_code asc,
                prestatie.regelnummer asc
        ) as volgnummer
    from dwh.feit_prestatie as prestatie
    inner join dwh.feit_bericht as bericht
        on
            prestatie.wet = bericht.wet
            and prestatie.gemeentecode = bericht.gemeentecode
            and prestatie.agb_code = bericht.agb_code
            and prestatie.bericht_identificatie = bericht.identificatie
            and bericht.berichtsoort = '323'
    where
        prestatie.debet_credit = 'D'
        and prestatie.status not in ('afgewezen', 'gecrediteerd')
        and exists (
            select 1
            from dwh.feit_bevinding as bevinding
            where
                bevinding.regelcode = 'TR389'
                and bevinding.status <> 'opgelost'
                and prestatie.keten_sk = bevinding.keten_sk
                and prestatie.gemeentecode = bevinding.gemeentecode
                and prestatie.product_sk = bevinding.product_sk
        )
),

-- Every line once, whatever rules name it.
regel as (
    select
        bevinding.gemeente_sk,
        bevinding.aanbieder_sk,
        bevinding.wet,
        bevinding.gemeentecode,
        bevinding.agb_code,
        bevinding.maand,
        bevinding.bericht_identificatie,
        bevinding.regelnummer
    from bevinding
    where bevinding.regelcode in ('TR314', 'TR416')
    union distinct
    select
        herhaald.gemeente_sk,
        herhaald.aanbieder_sk,
        herhaald.wet,
        herhaald.gemeentecode,
        herhaald.agb_code,
        date_trunc('month', herhaald.dagtekening::timestamp)::date as maand,
        herhaald.bericht_identificatie,
        herhaald.regelnummer
    from herhaald
    where herhaald.volgnummer > 1
),

geteld as (
    select
        bericht.gemeente_sk,
        bericht.aanbieder_sk,
        bericht.wet,
        bericht.gemeentecode,
        bericht.agb_code,
        wie.verantwoordelijke,
        date_trunc('month', bericht.dagtekening::timestamp)::date as maand,
        'bestand' as soort,
        count(*) as aantal
    from beheer.bestand as bestand
    inner join dwh.feit_bericht as bericht on bestand.dubbel_van = bericht.bestand_id
    -- Who sent it: the same who must mend an Identificatie that was used twice.
    inner join mart.verantwoordelijke as wie
        on
            bericht.berichtsoort = wie.berichtsoort
            and wie.regelcode = 'TR056'
            and wie.plaats = 'bericht'
    where bestand.status = 'dubbel'
    group by
        bericht.gemeente_sk,
        bericht.aanbieder_sk,
        bericht.wet,
        bericht.gemeentecode,
        bericht.agb_code,
        wie.verantwoordelijke,
        date_trunc('month', bericht.dagtekening::timestamp)::date
    union all
    select
        bevinding.gemeente_sk,
        bevinding.aanbieder_sk,
        bevinding.wet,
        bevinding.gemeentecode,
        bevinding.agb_code,
        bevinding.verantwoordelijke,
        bevinding.maand,
        bevinding.regelcode as soort,
        count(*) as aantal
    from bevinding
    group by
        bevinding.gemeente_sk,
        bevinding.aanbieder_sk,
        bevinding.wet,
        bevinding.gemeentecode,
        bevinding.agb_code,
        bevinding.verantwoordelijke,
        bevinding.maand,
        bevinding.regelcode
    union all
    select
        regel.gemeente_sk,
        regel.aanbieder_sk,
        regel.wet,
        regel.gemeentecode,
        regel.agb_code,
        'aanbieder' as verantwoordelijke,
        regel.maand,
        'regel' as soort,
        count(*) as aantal
    from regel
    group by
        regel.gemeente_sk,
        regel.aanbieder_sk,
        regel.wet,
        regel.gemeentecode,
        regel.agb_code,
        regel.maand
)

select
    geteld.gemeente_sk,
    geteld.aanbieder_sk,
    to_char(geteld.maand, 'YYYYMMDD')::integer as maand_sk,
    geteld.wet,
    geteld.gemeentecode,
    geteld.agb_code,
    geteld.verantwoordelijke,
    coalesce(sum(geteld.aantal) filter (where geteld.soort = 'bestand'), 0) as dubbele_bestanden,
    coalesce(sum(geteld.aantal) filter (where geteld.soort = 'TR056'), 0) as geweigerde_berichten,
    coalesce(sum(geteld.aantal) filter (where geteld.soort = 'TR074'), 0) as dubbele_meldingen,
    coalesce(sum(geteld.aantal) filter (where geteld.soort = 'TR389'), 0) as dubbele_declaraties,
    coalesce(sum(geteld.aantal) filter (where geteld.soort = 'TR416'), 0) as dubbele_regels,
    coalesce(sum(geteld.aantal) filter (where geteld.soort = 'TR314'), 0)
        as hergebruikte_referentienummers,
    coalesce(sum(geteld.aantal) filter (where geteld.soort = 'TR333'), 0)
        as hergebruikte_declaratienummers,
    coalesce(sum(geteld.aantal) filter (where geteld.soort = 'regel'), 0) as aantal_regels,
    coalesce(
        sum(geteld.aantal) filter (
            where geteld.soort in ('bestand', 'TR056', 'TR074', 'TR333', 'regel')
        ), 0
    ) as aantal_dubbel,
    geteld.maand
from geteld
group by
    geteld.gemeente_sk,
    geteld.aanbieder_sk,
    to_char(geteld.maand, 'YYYYMMDD')::integer,
    geteld.wet,
    geteld.gemeentecode,
    geteld.agb_code,
    geteld.verantwoordelijke,
    geteld.maand;

comment on view mart.kwaliteit_dubbel is
'Een rij per aanbieder, gemeente, afzender en maand waarin iets dubbel kwam. Let op: een dubbel '
'bestand (zelfde inhoud) is onschuldig; de andere zijn bevindingen die niet zijn opgelost, en een '
'regel kan er meer hebben: tel met aantal_dubbel.';
comment on column mart.kwaliteit_dubbel.gemeente_sk is
'Gemeente: dim_gemeente.';
comment on column mart.kwaliteit_dubbel.aanbieder_sk is
'Aanbieder: dim_aanbieder.';
comment on column mart.kwaliteit_dubbel.maand_sk is
'Eerste dag van de maand als getal jjjjmmdd: dim_datum.';
comment on column mart.kwaliteit_dubbel.wet is
'Wet: wmo of jw.';
comment on column mart.kwaliteit_dubbel.gemeentecode is
'CBS-code van de gemeente, 4 cijfers.';
comment on column mart.kwaliteit_dubbel.agb_code is
'AGB-code van de aanbieder, 8 cijfers.';
comment on column mart.kwaliteit_dubbel.verantwoordelijke is
'Wie het zond: aanbieder of gemeente.';
comment on column mart.kwaliteit_dubbel.dubbele_bestanden is
'Bestanden met een bericht dat al was geladen. Bron: beheer.bestand.';
comment on column mart.kwaliteit_dubbel.geweigerde_berichten is
'Berichten met een Identificatie die al een andere inhoud had (TR056).';
comment on column mart.kwaliteit_dubbel.dubbele_meldingen is
'Starts en stops die een eerdere met dezelfde sleutel herhalen (TR074).';
comment on column mart.kwaliteit_dubbel.dubbele_declaraties is
'Producten en perioden die in twee of meer berichten zijn gedeclareerd (TR389).';
comment on column mart.kwaliteit_dubbel.dubbele_regels is
'Regels die een eerdere in hetzelfde bericht herhalen (TR416).';
comment on column mart.kwaliteit_dubbel.hergebruikte_referentienummers is
'Regels met een ReferentieNummer dat al was gebruikt (TR314).';
comment on column mart.kwaliteit_dubbel.hergebruikte_declaratienummers is
'Declaraties met een DeclaratieNummer dat al was gebruikt (TR333).';
comment on column mart.kwaliteit_dubbel.aantal_regels is
'Verschillende declaratieregels die dubbel zijn: TR314, TR416, en bij TR389 de tweede en volgende '
'regel van de periode, in de maand van haar bericht. Een regel met meer bevindingen telt eens.';
comment on column mart.kwaliteit_dubbel.aantal_dubbel is
'Alles wat dubbel kwam: bestanden, geweigerde berichten, meldingen, declaratienummers en '
'aantal_regels.';
comment on column mart.kwaliteit_dubbel.maand is
'Eerste dag van de maand: van de Dagtekening van het bericht, zonder bericht van de dag waarop '
'de bevinding het eerst is gezien.';
