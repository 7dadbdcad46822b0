-- Counts of municipalities, re-based to the municipalities of now.
-- Grain: table, measure, municipality of now, period and combination of the other dimensions.
-- A count of a municipality that ended goes to its successors by their part of the inhabitants.
-- A municipality counts in a period when it existed on the first day of it. Where one has a cell
-- with more than one value, nobody knows which to count: there is no count then.
create view mart.statline_naar_nu as
with telbaar as (
    select
        onderwerp.onderwerp_sk,
        onderwerp.label,
        onderwerp.eenheid
    from dwh.dim_onderwerp as onderwerp
    where onderwerp.is_telbaar
),

-- Once per municipality: the days that it exists.
gemeente as (
    select
        gebied.gebied_sk,
        gebied.gemeentecode,
        gebied.geldig_van,
        gebied.geldig_tot
    from dwh.dim_gebied as gebied
    where gebied.niveau = 'gemeente' and gebied.jaar is null
),

naar_nu as materialized (
    select
        naar.van_gemeentecode,
        naar.naar_gemeentecode,
        naar.aandeel
    from mart.herindeling_naar_nu as naar
)

select
    feit.onderwerp_sk,
    feit.combinatie_sk,
    coalesce(dim_gemeente.gemeente_sk, 0) as gemeente_sk,
    naar_nu.naar_gemeentecode as gemeentecode,
    feit.tabel_id,
    telbaar.label as onderwerp,
    telbaar.eenheid,
    feit.periode,
    feit.periode_soort,
    periode.begindatum,
    feit.is_totaal,
    feit.is_marge,
    feit.dimensies,
    case
        when max(feit.volgnummer) = 0 then sum(feit.waarde * naar_nu.aandeel)
    end as waarde,
    case
        when max(feit.volgnummer) = 0
            then sum(feit.waarde * naar_nu.aandeel * feit.vermenigvuldiger)
    end as waarde_enkel,
    count(*) filter (where feit.volgnummer = 0) as aantal_gemeenten,
    bool_and(
        feit.waarde is not null and naar_nu.aandeel is not null and feit.volgnummer = 0
    ) as is_volledig,
    coalesce(bool_or(naar_nu.aandeel < 1), false) as is_geschat
from dwh.feit_statline as feit
inner join telbaar on feit.onderwerp_sk = telbaar.onderwerp_sk
inner join gemeente on feit.gebied_sk = gemeente.gebied_sk
inner join naar_nu on gemeente.gemeentecode = naar_nu.van_gemeentecode
inner join dwh.dim_statline_periode as periode
    on
        feit.tabel_id = periode.tabel_id
        and feit.periode = periode.periode
        and periode.vervallen_op is null
left join dwh.dim_gemeente as dim_gemeente
    on naar_nu.naar_gemeentecode = dim_gemeente.gemeentecode
where
    feit.vervallen_op is null
    and periode.begindatum is not null
    and (gemeente.geldig_van is null or gemeente.geldig_van <= periode.begindatum)
    and (gemeente.geldig_tot is null or gemeente.geldig_tot > periode.begindatum)
group by
    feit.onderwerp_sk,
    feit.combinatie_sk,
    dim_gemeente.gemeente_sk,
    naar_nu.naar_gemeentecode,
    feit.tabel_id,
    telbaar.label,
    telbaar.eenheid,
    feit.periode,
    feit.periode_soort,
    periode.begindatum,
    feit.is_totaal,
    feit.is_marge,
    feit.dimensies;

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
comment on column mart.statline_naar_nu.tabel_id is 'Identifier van de tabel bij CBS.';
comment on column mart.statline_naar_nu.onderwerp is 'Onderwerp: groepen en titel.';
comment on column mart.statline_naar_nu.eenheid is 'Eenheid zoals CBS haar schrijft.';
comment on column mart.statline_naar_nu.periode is 'Code van de periode.';
comment on column mart.statline_naar_nu.periode_soort is 'Soort periode.';
comment on column mart.statline_naar_nu.begindatum is
'Eerste dag van de periode: welke gemeenten er toen waren, telt.';
comment on column mart.statline_naar_nu.is_totaal is
'Of er in de overige dimensies een totaal zit.';
comment on column mart.statline_naar_nu.is_marge is
'Of het een grens van een betrouwbaarheidsmarge is.';
comment on column mart.statline_naar_nu.dimensies is 'De overige dimensies: naam en code.';
comment on column mart.statline_naar_nu.waarde is
'De telling in de eenheid, binnen de grenzen van nu. Leeg: geen gemeente van toen had een cijfer, '
'of een had er meer dan een (zie mart.statline_dubbel).';
comment on column mart.statline_naar_nu.waarde_enkel is 'De telling in enkele eenheden.';
comment on column mart.statline_naar_nu.aantal_gemeenten is
'Aantal gemeenten van toen waaruit de telling komt.';
comment on column mart.statline_naar_nu.is_volledig is
'Of elke gemeente van toen een cijfer en een bekend aandeel had. Nee: de telling is te laag of '
'leeg.';
comment on column mart.statline_naar_nu.is_geschat is
'Of een gemeente is verdeeld: dan is de telling een schatting naar inwoners.';
