-- The figures of a table of StatLine with their labels: one row per cell, or per value a cell had.
-- Parameters: $1 tabel_id, $2 true: also values that were replaced.
with cijfers as (
    select
        onderwerp.onderwerp_sk,
        combinatie.combinatie_sk,
        gebied.jaar as gebied_jaar,
        onderwerp.label as onderwerp,
        feit.eenheid,
        feit.waarde::text as waarde,
        (feit.waarde * feit.vermenigvuldiger)::text as waarde_enkel,
        feit.tekst,
        feit.reden_leeg,
        case when feit.gebied_sk <> 0 then gebied.gebiedscode end as gebiedscode,
        case when feit.gebied_sk <> 0 then gebied.gebiedsnaam end as gebiedsnaam,
        case when feit.gebied_sk <> 0 then gebied.niveau end as niveau,
        feit.periode,
        feit.periode_soort,
        coalesce(periode.titel, '') as periodetitel,
        periode.begindatum,
        periode.einddatum,
        coalesce(periode.status, '') as status,
        combinatie.dimensies::text as dimensies,
        combinatie.labels::text as labels,
        feit.is_totaal,
        feit.is_marge,
        feit.volgnummer,
        feit.versie,
        feit.geladen_op,
        feit.vervallen_versie,
        feit.vervallen_op
    from dwh.feit_statline as feit
    inner join dwh.dim_onderwerp as onderwerp on feit.onderwerp_sk = onderwerp.onderwerp_sk
    inner join dwh.dim_gebied as gebied on feit.gebied_sk = gebied.gebied_sk
    inner join dwh.dim_statline_combinatie as combinatie
        on feit.combinatie_sk = combinatie.combinatie_sk
    left join dwh.dim_statline_periode as periode
        on
            feit.tabel_id = periode.tabel_id
            and feit.periode = periode.periode
            and periode.vervallen_op is null
    where feit.tabel_id = $1 and ($2 or feit.vervallen_op is null)
)

select
    onderwerp,
    eenheid,
    waarde,
    waarde_enkel,
    tekst,
    reden_leeg,
    gebiedscode,
    gebiedsnaam,
    niveau,
    periode,
    periode_soort,
    periodetitel,
    begindatum,
    einddatum,
    status,
    dimensies,
    labels,
    is_totaal,
    is_marge,
    volgnummer,
    versie,
    geladen_op,
    vervallen_versie,
    vervallen_op
from cijfers
order by
    onderwerp collate "C", onderwerp_sk, gebiedscode collate "C", gebied_jaar, combinatie_sk,
    periode collate "C", volgnummer, geladen_op;
