-- The figures of CBS that hold now, with their labels.
-- Grain: table, measure, area, period, combination of the other dimensions and volgnummer.
create view mart.statline as
with tabel as (
    select distinct on (versie.tabel_id)
        versie.tabel_id,
        versie.titel
    from ref.statline_tabel as versie
    order by versie.tabel_id asc, versie.geladen_op desc
),

provincie as (
    select distinct on (gebied.gebiedscode)
        gebied.gebiedscode,
        regexp_replace(gebied.gebiedsnaam, ' \(PV\)$', '') as naam
    from dwh.dim_gebied as gebied
    where gebied.niveau = 'provincie'
    order by gebied.gebiedscode asc, gebied.jaar desc nulls first
)

select
    feit.onderwerp_sk,
    feit.gebied_sk,
    feit.combinatie_sk,
    feit.gemeente_sk,
    feit.wet,
    feit.gemeentecode,
    feit.tabel_id,
    tabel.titel as tabeltitel,
    onderwerp.label as onderwerp,
    onderwerp.familie_sk,
    feit.eenheid,
    feit.waarde,
    feit.waarde * feit.vermenigvuldiger as waarde_enkel,
    feit.tekst,
    feit.reden_leeg,
    case when feit.gebied_sk <> 0 then gebied.gebiedscode end as gebiedscode,
    case when feit.gebied_sk <> 0 then gebied.gebiedsnaam end as gebiedsnaam,
    case when feit.gebied_sk <> 0 then gebied.niveau end as niveau,
    gebied.jaar as indelingsjaar,
    provincie.naam as provincie,
    feit.periode,
    feit.periode_soort,
    periode.titel as periodetitel,
    case when feit.periode ~ '^\d{4}' then left(feit.periode, 4)::smallint end as jaar,
    periode.begindatum,
    periode.einddatum,
    periode.status,
    feit.is_totaal,
    combinatie.is_kop,
    feit.is_marge,
    feit.dimensies,
    combinatie.labels,
    combinatie.paden,
    combinatie.label as dimensielabel,
    feit.volgnummer,
    feit.versie,
    feit.geladen_op,
    bron.bron_vermelding
from dwh.feit_statline as feit
inner join dwh.dim_onderwerp as onderwerp on feit.onderwerp_sk = onderwerp.onderwerp_sk
inner join dwh.dim_gebied as gebied on feit.gebied_sk = gebied.gebied_sk
inner join dwh.dim_statline_combinatie as combinatie
    on feit.combinatie_sk = combinatie.combinatie_sk
inner join tabel on feit.tabel_id = tabel.tabel_id
left join ref.statline_tabel as bron
    on
        feit.tabel_id = bron.tabel_id
        and feit.versie = bron.versie
        and feit.geladen_op = bron.geladen_op
left join dwh.dim_statline_periode as periode
    on
        feit.tabel_id = periode.tabel_id
        and feit.periode = periode.periode
        and periode.vervallen_op is null
left join provincie on gebied.provinciecode = provincie.gebiedscode
where feit.vervallen_op is null;

comment on view mart.statline is
'Een rij per cel van een tabel van CBS zoals die nu geldt, met de namen erbij. Tel niet op over '
'rijen met is_totaal; kies is_kop voor het cijfer van het geheel. Een cel die CBS vaker geeft '
'heeft een rij per waarneming: zie volgnummer.';
comment on column mart.statline.onderwerp_sk is 'Sleutel van dim_onderwerp.';
comment on column mart.statline.gebied_sk is
'Sleutel van dim_gebied; 0: de tabel heeft geen gebieden.';
comment on column mart.statline.combinatie_sk is 'Sleutel van dim_statline_combinatie.';
comment on column mart.statline.gemeente_sk is
'Sleutel van dim_gemeente; 0: groter dan een gemeente of niet in de berichten.';
comment on column mart.statline.wet is
'wmo, jw of pw, zoals de bron in de configuratie zegt. Leeg: niet van een wet.';
comment on column mart.statline.gemeentecode is
'CBS-code van de gemeente, 4 cijfers. Leeg: groter dan een gemeente.';
comment on column mart.statline.tabel_id is 'Identifier van de tabel bij CBS.';
comment on column mart.statline.tabeltitel is 'Titel van de tabel.';
comment on column mart.statline.onderwerp is 'Onderwerp: groepen en titel, met / ertussen.';
comment on column mart.statline.familie_sk is
'Hetzelfde onderwerp in de tabel van een ander jaar heeft dezelfde.';
comment on column mart.statline.eenheid is 'Eenheid zoals CBS haar schrijft, zoals x 1000 of %.';
comment on column mart.statline.waarde is
'Het getal in de eenheid. Leeg: zie reden_leeg of tekst; leeg is nooit 0.';
comment on column mart.statline.waarde_enkel is
'Het getal in enkele eenheden: bij x 1000 maal 1000.';
comment on column mart.statline.tekst is 'De tekst van een onderwerp dat geen getal is.';
comment on column mart.statline.reden_leeg is
'Waarom er geen waarde is: onmogelijk, onbekend, geheim, niet_beschikbaar, ontbreekt, nihil, '
'zonder_reden of wat CBS schrijft. Leeg: er is een waarde.';
comment on column mart.statline.gebiedscode is
'Code van het gebied, zoals GM0344. Leeg: de tabel heeft geen gebieden.';
comment on column mart.statline.gebiedsnaam is
'Naam zoals CBS haar nu schrijft; een oude code kan een andere naam hebben gehad.';
comment on column mart.statline.niveau is
'land, landsdeel, provincie, corop, arbeidsmarktregio, gemeente, wijk, buurt, woonplaats of '
'overig.';
comment on column mart.statline.indelingsjaar is
'Jaar van de indeling in wijken en buurten. Leeg: een code die elk jaar hetzelfde betekent.';
comment on column mart.statline.provincie is
'Provincie waarin het gebied ligt. Leeg: groter, of niet bekend.';
comment on column mart.statline.periode is 'Code van de periode, zoals 2022JJ00.';
comment on column mart.statline.periode_soort is
'jaar, halfjaar, kwartaal, maand, week, dag, verslag of overig.';
comment on column mart.statline.periodetitel is 'Titel van de periode.';
comment on column mart.statline.jaar is 'Jaar waarmee de code begint. Leeg: zonder jaar.';
comment on column mart.statline.begindatum is 'Eerste dag van de periode.';
comment on column mart.statline.einddatum is 'Laatste dag van de periode.';
comment on column mart.statline.status is
'Status van de periode: Definitief, Voorlopig of wat CBS schrijft. Ook een definitief cijfer kan '
'worden herzien.';
comment on column mart.statline.is_totaal is
'Of er in de overige dimensies een totaal zit: meetellen in een som telt dubbel.';
comment on column mart.statline.is_kop is
'Of elke overige dimensie op het lid staat dat voor haar geheel staat: het cijfer voor het geheel, '
'hoogstens een per tabel, onderwerp, gebied en periode. Bij een tabel met een dimensie zonder '
'totaal nooit.';
comment on column mart.statline.is_marge is
'Of het een grens van een betrouwbaarheidsmarge is.';
comment on column mart.statline.dimensies is 'De overige dimensies: naam en code.';
comment on column mart.statline.labels is 'De overige dimensies: naam en titel.';
comment on column mart.statline.paden is
'De overige dimensies: naam en de titels van de groepen om het lid, met / ertussen.';
comment on column mart.statline.dimensielabel is 'De titels van de overige dimensies.';
comment on column mart.statline.volgnummer is
'Hoeveelste waarneming van dezelfde cel; 0: de enige of de laagste. Hoger komt bijna nooit voor: '
'mart.statline_dubbel noemt die cellen.';
comment on column mart.statline.versie is 'Versie van de tabel die deze waarde bracht.';
comment on column mart.statline.geladen_op is 'Moment waarop deze waarde kwam, UTC.';
comment on column mart.statline.bron_vermelding is
'Tekst om bij het cijfer te zetten: bron, tabel, versie en licentie, voor zover CBS die geeft.';
