-- Counts what was sent or declared twice.
-- Grain: law, municipality, provider, month.
create view mart.kwaliteit_dubbel as
with geteld as (
    select
        bericht.gemeente_sk,
        bericht.aanbieder_sk,
        bericht.wet,
        bericht.gemeentecode,
        bericht.agb_code,
        date_trunc('month', bericht.dagtekening::timestamp)::date as maand,
        'bestand' as soort,
        count(*) as aantal
    from beheer.bestand as bestand
    inner join dwh.feit_bericht as bericht on bestand.dubbel_van = bericht.bestand_id
    where bestand.status = 'dubbel'
    group by
        bericht.gemeente_sk,
        bericht.aanbieder_sk,
        bericht.wet,
        bericht.gemeentecode,
        bericht.agb_code,
        date_trunc('month', bericht.dagtekening::timestamp)::date
    union all
    select
        bevinding.gemeente_sk,
        bevinding.aanbieder_sk,
        bevinding.wet,
        bevinding.gemeentecode,
        bevinding.agb_code,
        bevinding.maand,
        bevinding.regelcode as soort,
        count(*) as aantal
    from mart.kwaliteit_bevinding_regel as bevinding
    where
        bevinding.regelcode in ('TR056', 'TR074', 'TR314', 'TR333', 'TR389', 'TR416')
        and bevinding.status <> 'opgelost'
    group by
        bevinding.gemeente_sk,
        bevinding.aanbieder_sk,
        bevinding.wet,
        bevinding.gemeentecode,
        bevinding.agb_code,
        bevinding.maand,
        bevinding.regelcode
)

select
    geteld.gemeente_sk,
    geteld.aanbieder_sk,
    to_char(geteld.maand, 'YYYYMMDD')::integer as maand_sk,
    geteld.wet,
    geteld.gemeentecode,
    geteld.agb_code,
    coalesce(sum(geteld.aantal) filter (where geteld.soort = 'bestand'), 0) as dubbele_bestanden,
    coalesce(sum(geteld.aantal) filter (where geteld.soort = 'TR056'), 0) as geweigerde_berichten,
    coalesce(sum(geteld.aantal) filter (where geteld.soort = 'TR074'), 0) as dubbele_meldingen,
    coalesce(sum(geteld.aantal) filter (where geteld.soort = 'TR389'), 0) as dubbele_declaraties,
    coalesce(sum(geteld.aantal) filter (where geteld.soort = 'TR416'), 0) as dubbele_regels,
    coalesce(sum(geteld.aantal) filter (where geteld.soort = 'TR314'), 0)
        as hergebruikte_referentienummers,
    coalesce(sum(geteld.aantal) filter (where geteld.soort = 'TR333'), 0)
        as hergebruikte_declaratienummers,
    geteld.maand
from geteld
group by
    geteld.gemeente_sk,
    geteld.aanbieder_sk,
    to_char(geteld.maand, 'YYYYMMDD')::integer,
    geteld.wet,
    geteld.gemeentecode,
    geteld.agb_code,
    geteld.maand;

comment on view mart.kwaliteit_dubbel is
'Een rij per aanbieder, gemeente en maand waarin iets dubbel kwam. Let op: een dubbel bestand '
'(zelfde inhoud) is onschuldig; de andere kolommen zijn bevindingen die niet zijn opgelost.';
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
comment on column mart.kwaliteit_dubbel.maand is
'Eerste dag van de maand: van de Dagtekening van het bericht, zonder bericht van de dag waarop '
'de bevinding het eerst is gezien.';
