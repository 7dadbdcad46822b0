-- Opens rows for the cells that are new or changed, in the order of the primary key.
-- Parameters: $1 tabel_id, $2 versie, $3 moment, $4 taak_id, $5 wet.
insert into dwh.feit_statline (
    onderwerp_sk, gebied_sk, combinatie_sk, gemeente_sk, vermenigvuldiger, taak_id, geladen_op,
    volgnummer, is_totaal, is_marge, wet, gemeentecode, tabel_id, versie, periode, periode_soort,
    eenheid, waarde, tekst, reden_leeg, dimensies
)
select
    verschil.onderwerp_sk,
    verschil.gebied_sk,
    verschil.combinatie_sk,
    coalesce(gemeente.gemeente_sk, 0) as gemeente_sk,
    onderwerp.vermenigvuldiger,
    $4 as taak_id,
    $3 as geladen_op,
    verschil.volgnummer,
    combinatie.is_totaal,
    combinatie.is_marge,
    $5 as wet,
    gebied.gemeentecode,
    $1 as tabel_id,
    $2 as versie,
    verschil.periode,
    periode.periode_soort,
    onderwerp.eenheid,
    verschil.waarde,
    verschil.tekst,
    verschil.reden_leeg,
    combinatie.dimensies
from pub_statline_verschil as verschil
inner join pub_statline_onderwerp as onderwerp
    on verschil.onderwerp_sk = onderwerp.onderwerp_sk
inner join pub_statline_gebied as gebied
    on verschil.gebied_sk = gebied.gebied_sk
inner join pub_statline_periode as periode
    on verschil.periode = periode.periode
inner join dwh.dim_statline_combinatie as combinatie
    on verschil.combinatie_sk = combinatie.combinatie_sk
left join dwh.dim_gemeente as gemeente
    on gebied.gemeentecode = gemeente.gemeentecode and gemeente.gemeente_sk > 0
where not verschil.is_weg
order by
    verschil.onderwerp_sk asc,
    verschil.gebied_sk asc,
    verschil.periode asc,
    verschil.volgnummer asc,
    verschil.combinatie_sk asc;
