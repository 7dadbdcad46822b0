-- Opens a row for every period that has none open. After closing.
-- Parameters: $1 tabel_id, $2 moment, $3 versie. Idempotent.
insert into dwh.dim_statline_periode (
    tabel_id, periode, periode_soort, titel, status, versie, begindatum, einddatum, geladen_op
)
select
    $1 as tabel_id,
    nieuw.periode,
    nieuw.periode_soort,
    nieuw.titel,
    nieuw.status,
    $3 as versie,
    nieuw.begindatum,
    nieuw.einddatum,
    $2 as geladen_op
from pub_statline_periode as nieuw
where
    not exists (
        select 1
        from dwh.dim_statline_periode as dim
        where
            dim.tabel_id = $1
            and dim.periode = nieuw.periode
            and dim.vervallen_op is null
    );
