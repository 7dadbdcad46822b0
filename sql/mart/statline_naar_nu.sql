-- Counts of municipalities, re-based to the municipalities of now.
-- Grain: table, measure, municipality of now, period and combination of the other dimensions.
-- A count of a municipality that ended goes to its successors by their part of the inhabitants.
-- A municipality counts in a period when it existed on the first day of it, or when CBS gives a
-- figure from before it began and none of those it came from has one: then CBS itself moved the
-- figure to newer borders. Where one has a cell with more than one value, nobody knows which to
-- count: there is no count then.
create view mart.statline_naar_nu as
with recursive vertrek as (
    select
        herindeling.datum,
        herindeling.van_gemeentecode,
        herindeling.naar_gemeentecode
    from ref.herindeling as herindeling
    where
        exists (
            select 1
            from ref.herindeling as einde
            where
                herindeling.datum = einde.datum
                and herindeling.van_gemeentecode = einde.van_gemeentecode
                and einde.soort in ('opgeheven', 'naamswijziging')
        )
),

-- All that a municipality came from, however long ago.
voorganger as (
    select
        vertrek.naar_gemeentecode as gemeentecode,
        vertrek.van_gemeentecode as voorganger,
        vertrek.datum
    from vertrek
    union
    select
        voorganger.gemeentecode,
        vertrek.van_gemeentecode as voorganger,
        vertrek.datum
    from voorganger
    inner join vertrek
        on
            voorganger.voorganger = vertrek.naar_gemeentecode
            and voorganger.datum >= vertrek.datum
),

-- Once per municipality: the days that it exists.
gemeente as (
    select
        gebied.gebied_sk,
        gebied.gemeentecode,
        gebied.gebiedsnaam,
        gebied.provinciecode,
        gebied.geldig_van,
        gebied.geldig_tot
    from dwh.dim_gebied as gebied
    where gebied.niveau = 'gemeente' and gebied.jaar is null
),

provincie as (
    select distinct on (gebied.gebiedscode)
        gebied.gebiedscode,
        regexp_replace(gebied.gebiedsnaam, ' \(PV\)$', '') as naam
    from dwh.dim_gebied as gebied
    where gebied.niveau = 'provincie'
    order by gebied.gebiedscode asc, gebied.jaar desc nulls first
),

naar_nu as materialized (
    select
        naar.van_gemeentecode,
        naar.naar_gemeentecode,
        naar.aandeel
    from mart.herindeling_naar_nu as naar
),

-- Cells of a municipality that one that it came from has a figure of.
eerder as (
    select distinct
        feit.tabel_id,
        feit.onderwerp_sk,
        feit.periode,
        feit.combinatie_sk,
        voorganger.gemeentecode
    from dwh.feit_statline as feit
    inner join gemeente on feit.gebied_sk = gemeente.gebied_sk
    inner join voorganger on gemeente.gemeentecode = voorganger.voorganger
    where
        feit.vervallen_op is null
        and feit.waarde is not null
        and voorganger.gemeentecode <> voorganger.voorganger
),

telling as (
    select
        feit.tabel_id,
        feit.onderwerp_sk,
        feit.periode,
        feit.combinatie_sk,
        naar_nu.naar_gemeentecode as gemeentecode,
        min(feit.eenheid) as eenheid,
        sum(feit.waarde * naar_nu.aandeel) as waarde,
        sum(feit.waarde * naar_nu.aandeel * feit.vermenigvuldiger) as waarde_enkel,
        max(feit.volgnummer) = 0
        and min(feit.eenheid) = max(feit.eenheid)
        and min(feit.vermenigvuldiger) = max(feit.vermenigvuldiger) as is_eenduidig,
        count(*) filter (where feit.volgnummer = 0) as aantal_gemeenten,
        count(*) filter (
            where feit.volgnummer = 0 and gemeente.geldig_van > periode.begindatum
        ) as aantal_herrekend,
        coalesce(bool_or(
            gemeente.geldig_van > periode.begindatum
            and naar_nu.van_gemeentecode = naar_nu.naar_gemeentecode
        ), false) as is_herrekend,
        bool_and(feit.waarde is not null and naar_nu.aandeel is not null) as is_gevuld,
        coalesce(bool_or(naar_nu.aandeel < 1), false) as is_geschat
    from dwh.feit_statline as feit
    inner join dwh.dim_onderwerp as onderwerp
        on feit.onderwerp_sk = onderwerp.onderwerp_sk and onderwerp.is_telbaar
    inner join gemeente on feit.gebied_sk = gemeente.gebied_sk
    inner join naar_nu on gemeente.gemeentecode = naar_nu.van_gemeentecode
    inner join dwh.dim_statline_periode as periode
        on
            feit.tabel_id = periode.tabel_id
            and feit.periode = periode.periode
            and periode.vervallen_op is null
    left join eerder
        on
            feit.tabel_id = eerder.tabel_id
            and feit.onderwerp_sk = eerder.onderwerp_sk
            and feit.periode = eerder.periode
            and feit.combinatie_sk = eerder.combinatie_sk
            and gemeente.gemeentecode = eerder.gemeentecode
    where
        feit.vervallen_op is null
        and periode.begindatum is not null
        and (gemeente.geldig_tot is null or gemeente.geldig_tot > periode.begindatum)
        and (
            gemeente.geldig_van is null
            or gemeente.geldig_van <= periode.begindatum
            or (feit.waarde is not null and eerder.gemeentecode is null)
        )
    group by
        feit.tabel_id,
        feit.onderwerp_sk,
        feit.periode,
        feit.combinatie_sk,
        naar_nu.naar_gemeentecode
),

tabel as (
    select distinct on (versie.tabel_id)
        versie.tabel_id,
        versie.bron_vermelding
    from ref.statline_tabel as versie
    order by versie.tabel_id asc, versie.geladen_op desc
),

-- How many municipalities of then a municipality of now must get figures from.
verwacht as (
    select
        periode.tabel_id,
        periode.periode,
        naar_nu.naar_gemeentecode as gemeentecode,
        count(*) as gemeenten
    from dwh.dim_statline_periode as periode
    inner join gemeente
        on
            (gemeente.geldig_van is null or periode.begindatum >= gemeente.geldig_van)
            and (gemeente.geldig_tot is null or periode.begindatum < gemeente.geldig_tot)
    inner join naar_nu on gemeente.gemeentecode = naar_nu.van_gemeentecode
    where periode.vervallen_op is null and periode.begindatum is not null
    group by periode.tabel_id, periode.periode, naar_nu.naar_gemeentecode
)

select
    telling.onderwerp_sk,
    telling.combinatie_sk,
    coalesce(dim_gemeente.gemeente_sk, 0) as gemeente_sk,
    telling.gemeentecode,
    nu.gebiedsnaam as gemeentenaam,
    provincie.naam as provincie,
    telling.tabel_id,
    onderwerp.label as onderwerp,
    onderwerp.familie_sk,
    case when telling.is_eenduidig then telling.eenheid end as eenheid,
    telling.periode,
    periode.periode_soort,
    periode.titel as periodetitel,
    case when telling.periode ~ '^\d{4}' then left(telling.periode, 4)::smallint end as jaar,
    periode.begindatum,
    periode.einddatum,
    periode.status,
    combinatie.is_totaal,
    combinatie.is_kop,
    combinatie.is_marge,
    combinatie.dimensies,
    combinatie.labels,
    combinatie.label as dimensielabel,
    case when telling.is_eenduidig then trim_scale(telling.waarde) end as waarde,
    case when telling.is_eenduidig then trim_scale(telling.waarde_enkel) end as waarde_enkel,
    telling.aantal_gemeenten,
    telling.is_eenduidig
    and telling.is_gevuld
    and (
        telling.is_herrekend
        or telling.aantal_gemeenten - telling.aantal_herrekend = coalesce(verwacht.gemeenten, 0)
    ) as is_volledig,
    telling.is_geschat,
    telling.aantal_herrekend > 0 as is_herrekend,
    tabel.bron_vermelding
from telling
inner join dwh.dim_onderwerp as onderwerp on telling.onderwerp_sk = onderwerp.onderwerp_sk
inner join dwh.dim_statline_combinatie as combinatie
    on telling.combinatie_sk = combinatie.combinatie_sk
inner join dwh.dim_statline_periode as periode
    on
        telling.tabel_id = periode.tabel_id
        and telling.periode = periode.periode
        and periode.vervallen_op is null
inner join tabel on telling.tabel_id = tabel.tabel_id
left join verwacht
    on
        telling.tabel_id = verwacht.tabel_id
        and telling.periode = verwacht.periode
        and telling.gemeentecode = verwacht.gemeentecode
left join gemeente as nu on telling.gemeentecode = nu.gemeentecode
left join provincie on nu.provinciecode = provincie.gebiedscode
left join dwh.dim_gemeente as dim_gemeente
    on telling.gemeentecode = dim_gemeente.gemeentecode;

comment on view mart.statline_naar_nu is
'Een rij per telling van een gemeente van nu en periode: tellingen van opgeheven gemeenten zijn '
'verdeeld over hun opvolgers naar inwoners. Alleen onderwerpen die tellen (is_telbaar in '
'dim_onderwerp), geen percentages, gemiddelden of afstanden; grenswijzigingen tellen niet mee. '
'Kies een tabel_id en onderwerp_sk: zonder rekent de view alles door.';
comment on column mart.statline_naar_nu.onderwerp_sk is 'Sleutel van dim_onderwerp.';
comment on column mart.statline_naar_nu.combinatie_sk is 'Sleutel van dim_statline_combinatie.';
comment on column mart.statline_naar_nu.gemeente_sk is
'Sleutel van dim_gemeente; 0: niet in de berichten.';
comment on column mart.statline_naar_nu.gemeentecode is 'CBS-code van de gemeente van nu.';
comment on column mart.statline_naar_nu.gemeentenaam is 'Naam van de gemeente van nu.';
comment on column mart.statline_naar_nu.provincie is
'Provincie waarin de gemeente van nu ligt. Leeg: niet bekend.';
comment on column mart.statline_naar_nu.tabel_id is 'Identifier van de tabel bij CBS.';
comment on column mart.statline_naar_nu.onderwerp is 'Onderwerp: groepen en titel.';
comment on column mart.statline_naar_nu.familie_sk is
'Hetzelfde onderwerp in de tabel van een ander jaar heeft dezelfde.';
comment on column mart.statline_naar_nu.eenheid is
'Eenheid zoals CBS haar schrijft. Leeg: er is geen eenduidig cijfer.';
comment on column mart.statline_naar_nu.periode is 'Code van de periode.';
comment on column mart.statline_naar_nu.periode_soort is 'Soort periode.';
comment on column mart.statline_naar_nu.periodetitel is 'Titel van de periode.';
comment on column mart.statline_naar_nu.jaar is
'Jaar waarmee de code begint. Leeg: zonder jaar.';
comment on column mart.statline_naar_nu.begindatum is
'Eerste dag van de periode: welke gemeenten er toen waren, telt.';
comment on column mart.statline_naar_nu.einddatum is 'Laatste dag van de periode.';
comment on column mart.statline_naar_nu.status is
'Status van de periode: Definitief, Voorlopig of wat CBS schrijft.';
comment on column mart.statline_naar_nu.is_totaal is
'Of er in de overige dimensies een totaal zit.';
comment on column mart.statline_naar_nu.is_kop is
'Of elke overige dimensie op het lid staat dat voor haar geheel staat.';
comment on column mart.statline_naar_nu.is_marge is
'Of het een grens van een betrouwbaarheidsmarge is.';
comment on column mart.statline_naar_nu.dimensies is 'De overige dimensies: naam en code.';
comment on column mart.statline_naar_nu.labels is 'De overige dimensies: naam en titel.';
comment on column mart.statline_naar_nu.dimensielabel is 'De titels van de overige dimensies.';
comment on column mart.statline_naar_nu.waarde is
'De telling in de eenheid, binnen de grenzen van nu. Leeg: geen gemeente van toen had een cijfer, '
'een had er meer dan een (zie mart.statline_dubbel), of zij staan in verschillende eenheden.';
comment on column mart.statline_naar_nu.waarde_enkel is 'De telling in enkele eenheden.';
comment on column mart.statline_naar_nu.aantal_gemeenten is
'Aantal gemeenten van toen waaruit de telling komt.';
comment on column mart.statline_naar_nu.is_volledig is
'Of elke gemeente van toen een cijfer en een bekend aandeel had. Nee: de telling kan te laag zijn, '
'ook als CBS van een gemeente van toen niets geeft of zij niet is opgehaald.';
comment on column mart.statline_naar_nu.is_geschat is
'Of een gemeente is verdeeld: dan is de telling een schatting naar inwoners.';
comment on column mart.statline_naar_nu.is_herrekend is
'Of er een cijfer in zit van voor het begin van de gemeente: CBS heeft het zelf naar nieuwere '
'grenzen omgerekend.';
comment on column mart.statline_naar_nu.bron_vermelding is
'Tekst om bij de telling te zetten: bron, tabel, laatst geladen versie en licentie, voor zover CBS '
'die geeft. Zeg erbij dat zij naar de grenzen van nu is omgerekend.';
