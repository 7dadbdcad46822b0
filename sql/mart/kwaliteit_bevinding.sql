-- Counts findings per rule, provider, municipality and month.
-- Grain: law, municipality, provider, rule, severity, kind of message, what it hangs on, month.
create view mart.kwaliteit_bevinding as
with getoetst as (
    select
        bericht.wet,
        bericht.gemeentecode,
        bericht.agb_code,
        bericht.berichtsoort,
        date_trunc('month', bericht.dagtekening::timestamp)::date as maand,
        count(*) as berichten,
        sum(bericht.aantal_regels) as records
    from dwh.feit_bericht as bericht
    group by
        bericht.wet,
        bericht.gemeentecode,
        bericht.agb_code,
        bericht.berichtsoort,
        date_trunc('month', bericht.dagtekening::timestamp)::date
),

geteld as (
    select
        bevinding.gemeente_sk,
        bevinding.aanbieder_sk,
        bevinding.maand_sk,
        bevinding.wet,
        bevinding.gemeentecode,
        bevinding.agb_code,
        bevinding.regelcode,
        bevinding.ernst,
        bevinding.berichtsoort,
        bevinding.plaats,
        bevinding.verantwoordelijke,
        bevinding.maand,
        -- A rule can have more than one finding on a message (OP087: per allocation).
        count(distinct row(bevinding.bericht_identificatie, bevinding.regelnummer)) filter (
            where bevinding.status <> 'opgelost' and bevinding.plaats <> 'toewijzing'
        ) as getroffen,
        count(*) filter (where bevinding.status = 'open') as aantal_open,
        count(*) filter (where bevinding.status = 'geaccepteerd') as aantal_geaccepteerd,
        count(*) filter (where bevinding.status = 'opgelost') as aantal_opgelost
    from mart.kwaliteit_bevinding_regel as bevinding
    group by
        bevinding.gemeente_sk,
        bevinding.aanbieder_sk,
        bevinding.maand_sk,
        bevinding.wet,
        bevinding.gemeentecode,
        bevinding.agb_code,
        bevinding.regelcode,
        bevinding.ernst,
        bevinding.berichtsoort,
        bevinding.plaats,
        bevinding.verantwoordelijke,
        bevinding.maand
),

vergeleken as (
    select
        geteld.*,
        case geteld.plaats
            when 'record' then getoetst.records
            when 'bericht' then getoetst.berichten
        end as aantal_getoetst
    from geteld
    left join getoetst
        on
            geteld.wet = getoetst.wet
            and geteld.gemeentecode = getoetst.gemeentecode
            and geteld.agb_code = getoetst.agb_code
            and geteld.berichtsoort = getoetst.berichtsoort
            and geteld.maand = getoetst.maand
)

select
    vergeleken.gemeente_sk,
    vergeleken.aanbieder_sk,
    vergeleken.maand_sk,
    vergeleken.wet,
    vergeleken.gemeentecode,
    vergeleken.agb_code,
    vergeleken.regelcode,
    vergeleken.ernst,
    vergeleken.berichtsoort,
    vergeleken.plaats,
    vergeleken.verantwoordelijke,
    vergeleken.aantal_open,
    vergeleken.aantal_geaccepteerd,
    vergeleken.aantal_opgelost,
    case when vergeleken.plaats <> 'toewijzing' then vergeleken.getroffen end as aantal_getroffen,
    vergeleken.aantal_getoetst,
    round(1000.0 * vergeleken.getroffen / nullif(vergeleken.aantal_getoetst, 0), 1) as promille,
    vergeleken.maand
from vergeleken;

comment on view mart.kwaliteit_bevinding is
'Een rij per regel, aanbieder, gemeente en maand waarin iets is gevonden; een regel zonder '
'bevinding heeft geen rij. Let op: bevindingen bij een toewijzing tellen in de maand waarin zij '
'het eerst zijn gezien, en hebben geen noemer; en niet elke bevinding is van de aanbieder: zie '
'verantwoordelijke.';
comment on column mart.kwaliteit_bevinding.gemeente_sk is
'Gemeente: dim_gemeente.';
comment on column mart.kwaliteit_bevinding.aanbieder_sk is
'Aanbieder: dim_aanbieder.';
comment on column mart.kwaliteit_bevinding.maand_sk is
'Eerste dag van de maand als getal jjjjmmdd: dim_datum.';
comment on column mart.kwaliteit_bevinding.wet is
'Wet: wmo of jw.';
comment on column mart.kwaliteit_bevinding.gemeentecode is
'CBS-code van de gemeente, 4 cijfers.';
comment on column mart.kwaliteit_bevinding.agb_code is
'AGB-code van de aanbieder, 8 cijfers.';
comment on column mart.kwaliteit_bevinding.regelcode is
'Regel waarop de bevinding berust: dim_regel.';
comment on column mart.kwaliteit_bevinding.ernst is
'R officiele grond voor afkeur, P officiele plicht zonder afkeur, D eigen signaal.';
comment on column mart.kwaliteit_bevinding.berichtsoort is
'Soort bericht waarover het gaat; 301 als de bevinding bij de toewijzing hoort.';
comment on column mart.kwaliteit_bevinding.plaats is
'Waar de bevindingen aan hangen: record, bericht of toewijzing.';
comment on column mart.kwaliteit_bevinding.verantwoordelijke is
'Wie moet herstellen: aanbieder of gemeente (mart.verantwoordelijke).';
comment on column mart.kwaliteit_bevinding.aantal_open is
'Bevindingen die nu gelden.';
comment on column mart.kwaliteit_bevinding.aantal_geaccepteerd is
'Bevindingen die gelden en door een medewerker zijn geaccepteerd.';
comment on column mart.kwaliteit_bevinding.aantal_opgelost is
'Bevindingen die niet meer gelden.';
comment on column mart.kwaliteit_bevinding.aantal_getroffen is
'Verschillende records of berichten met een open of geaccepteerde bevinding: een bericht met drie '
'bevindingen van een regel telt eens. Leeg: bij de toewijzing.';
comment on column mart.kwaliteit_bevinding.aantal_getoetst is
'Noemer: de geladen berichten van deze soort, aanbieder en maand, of de records daarin. Records '
'die bij het lezen zijn geweigerd tellen mee; geweigerde berichten niet. Leeg: bij de toewijzing, '
'of alleen te vinden onder een andere aanbieder (release 2.x). Bron: feit_bericht.';
comment on column mart.kwaliteit_bevinding.promille is
'Getroffen per duizend getoetst. Leeg: geen noemer.';
comment on column mart.kwaliteit_bevinding.maand is
'Eerste dag van de maand: van de Dagtekening van het bericht, en zonder bericht van de dag '
'waarop de bevinding het eerst is gezien.';
