-- Findings with the message they are about and the month in which they count.
-- Grain: finding.
create view mart.kwaliteit_bevinding_regel as
with gevonden as (
    -- The provider of a record of release 2.x can differ from that of its message.
    select distinct on (bevinding.bevinding_sk, bevinding.gemeentecode)
        bevinding.bevinding_sk,
        bevinding.gemeentecode,
        bericht.bestand_id,
        bericht.dagtekening
    from dwh.feit_bevinding as bevinding
    inner join dwh.feit_bericht as bericht
        on
            bevinding.wet = bericht.wet
            and bevinding.gemeentecode = bericht.gemeentecode
            and bevinding.berichtsoort = bericht.berichtsoort
            and bevinding.bericht_identificatie = bericht.identificatie
    order by
        bevinding.bevinding_sk asc,
        bevinding.gemeentecode asc,
        (bevinding.agb_code = bericht.agb_code) desc,
        bericht.dagtekening asc,
        bericht.bestand_id asc
),

met_datum as (
    select
        bevinding.gemeente_sk,
        bevinding.aanbieder_sk,
        bevinding.product_sk,
        bevinding.bevinding_sk,
        bevinding.wet,
        bevinding.gemeentecode,
        bevinding.agb_code,
        bevinding.regelcode,
        bevinding.ernst,
        bevinding.berichtsoort,
        bevinding.bericht_identificatie,
        bevinding.regelnummer,
        bevinding.toewijzingnummer,
        bevinding.toelichting,
        bevinding.status,
        bevinding.eerst_gezien_op,
        bevinding.laatst_gezien_op,
        gevonden.bestand_id,
        gevonden.dagtekening,
        case
            when bevinding.regelnummer is not null then 'record'
            when bevinding.bericht_identificatie is not null then 'bericht'
            else 'toewijzing'
        end as plaats,
        coalesce(
            gevonden.dagtekening, (bevinding.eerst_gezien_op at time zone 'UTC')::date
        ) as datum
    from dwh.feit_bevinding as bevinding
    left join gevonden
        on
            bevinding.bevinding_sk = gevonden.bevinding_sk
            and bevinding.gemeentecode = gevonden.gemeentecode
)

select
    bevinding.bevinding_sk,
    bevinding.gemeente_sk,
    bevinding.aanbieder_sk,
    bevinding.product_sk,
    bevinding.bestand_id,
    to_char(bevinding.datum, 'YYYYMM01')::integer as maand_sk,
    bevinding.wet,
    bevinding.gemeentecode,
    bevinding.agb_code,
    bevinding.regelcode,
    bevinding.ernst,
    bevinding.plaats,
    wie.verantwoordelijke,
    bevinding.berichtsoort,
    bevinding.bericht_identificatie,
    bevinding.regelnummer,
    bevinding.toewijzingnummer,
    bevinding.toelichting,
    bevinding.status,
    bevinding.dagtekening,
    date_trunc('month', bevinding.datum::timestamp)::date as maand,
    bevinding.eerst_gezien_op,
    bevinding.laatst_gezien_op
from met_datum as bevinding
left join mart.verantwoordelijke as wie
    on
        bevinding.regelcode = wie.regelcode
        and bevinding.berichtsoort = wie.berichtsoort
        and bevinding.plaats = wie.plaats;

comment on view mart.kwaliteit_bevinding_regel is
'Een rij per bevinding met het bericht en de maand waarin zij telt: de lijst om naar een '
'aanbieder mee te nemen, met verantwoordelijke aanbieder. Let op: ernst D is een eigen signaal en '
'nooit een verwijt; wat opgelost is blijft staan.';
comment on column mart.kwaliteit_bevinding_regel.bevinding_sk is
'Sleutel: feit_bevinding.';
comment on column mart.kwaliteit_bevinding_regel.gemeente_sk is
'Gemeente: dim_gemeente.';
comment on column mart.kwaliteit_bevinding_regel.aanbieder_sk is
'Aanbieder: dim_aanbieder.';
comment on column mart.kwaliteit_bevinding_regel.product_sk is
'Product: dim_product; 0 is niet van een product.';
comment on column mart.kwaliteit_bevinding_regel.bestand_id is
'Bestand met het bericht: beheer.bestand. Leeg: hoort bij de toewijzing. Bij TR056 het bericht '
'dat is blijven staan.';
comment on column mart.kwaliteit_bevinding_regel.maand_sk is
'Eerste dag van de maand als getal jjjjmmdd: dim_datum.';
comment on column mart.kwaliteit_bevinding_regel.wet is
'Wet: wmo of jw.';
comment on column mart.kwaliteit_bevinding_regel.gemeentecode is
'CBS-code van de gemeente, 4 cijfers.';
comment on column mart.kwaliteit_bevinding_regel.agb_code is
'AGB-code van de aanbieder, 8 cijfers.';
comment on column mart.kwaliteit_bevinding_regel.regelcode is
'Regel waarop de bevinding berust: dim_regel.';
comment on column mart.kwaliteit_bevinding_regel.ernst is
'R officiele grond voor afkeur, P officiele plicht zonder afkeur, D eigen signaal.';
comment on column mart.kwaliteit_bevinding_regel.plaats is
'Waar de bevinding aan hangt: record, bericht of toewijzing.';
comment on column mart.kwaliteit_bevinding_regel.verantwoordelijke is
'Wie moet herstellen: aanbieder of gemeente (mart.verantwoordelijke).';
comment on column mart.kwaliteit_bevinding_regel.berichtsoort is
'Soort bericht waarover het gaat; 301 als de bevinding bij de toewijzing hoort.';
comment on column mart.kwaliteit_bevinding_regel.bericht_identificatie is
'Bericht waarover het gaat. Leeg: bij de toewijzing. Bron: Identificatie.';
comment on column mart.kwaliteit_bevinding_regel.regelnummer is
'Hoeveelste product of regel in het bericht. Leeg: de toewijzing of het hele bericht.';
comment on column mart.kwaliteit_bevinding_regel.toewijzingnummer is
'Toewijzingnummer. Leeg: taakgericht of niet genoemd.';
comment on column mart.kwaliteit_bevinding_regel.toelichting is
'Wat er is gevonden tegenover wat werd verwacht; zonder persoonsgegevens.';
comment on column mart.kwaliteit_bevinding_regel.status is
'open, opgelost (geldt niet meer) of geaccepteerd (door een medewerker).';
comment on column mart.kwaliteit_bevinding_regel.dagtekening is
'Datum van het bericht. Leeg: de bevinding hoort bij de toewijzing.';
comment on column mart.kwaliteit_bevinding_regel.maand is
'Eerste dag van de maand: van de Dagtekening van het bericht, en zonder bericht van de dag '
'waarop de bevinding het eerst is gezien.';
comment on column mart.kwaliteit_bevinding_regel.eerst_gezien_op is
'Peildatum van de run die de bevinding het eerst zag, 0 uur UTC.';
comment on column mart.kwaliteit_bevinding_regel.laatst_gezien_op is
'Peildatum van de laatste run die de bevinding zag, 0 uur UTC.';
