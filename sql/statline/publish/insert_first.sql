-- The first facts of a table: every cell of the pull, in the order of the primary key, so that its
-- index grows at one side. A cell with a strange key has no match and is missed by the count.
-- Parameters: $1 trek_id, $2 tabel_id, $3 versie, $4 moment, $5 taak_id, $6 wet.
insert into dwh.feit_statline (
    onderwerp_sk, gebied_sk, combinatie_sk, gemeente_sk, vermenigvuldiger, taak_id, geladen_op,
    volgnummer, is_totaal, is_marge, wet, gemeentecode, tabel_id, versie, periode, periode_soort,
    eenheid, waarde, tekst, reden_leeg, dimensies
)
select
    cel.onderwerp_sk,
    cel.gebied_sk,
    cel.combinatie_sk,
    coalesce(gemeente.gemeente_sk, 0) as gemeente_sk,
    onderwerp.vermenigvuldiger,
    $5 as taak_id,
    $4 as geladen_op,
    cel.volgnummer,
    combinatie.is_totaal,
    combinatie.is_marge,
    $6 as wet,
    gebied.gemeentecode,
    $2 as tabel_id,
    $3 as versie,
    cel.periode,
    periode.periode_soort,
    onderwerp.eenheid,
    cel.waarde,
    cel.tekst,
    cel.reden_leeg,
    combinatie.dimensies
from landing.statline_cel as cel
inner join pub_statline_onderwerp as onderwerp
    on cel.onderwerp_sk = onderwerp.onderwerp_sk and onderwerp.is_gewenst
inner join pub_statline_gebied as gebied
    on cel.gebied_sk = gebied.gebied_sk and gebied.is_gewenst
inner join pub_statline_periode as periode
    on cel.periode = periode.periode and periode.is_gewenst
inner join pub_statline_bereik as bereik
    on cel.combinatie_sk = bereik.combinatie_sk
inner join dwh.dim_statline_combinatie as combinatie
    on cel.combinatie_sk = combinatie.combinatie_sk
left join dwh.dim_gemeente as gemeente
    on gebied.gemeentecode = gemeente.gemeentecode and gemeente.gemeente_sk > 0
where cel.trek_id = $1
order by
    cel.onderwerp_sk asc,
    cel.gebied_sk asc,
    cel.periode asc,
    cel.volgnummer asc,
    cel.combinatie_sk asc;
