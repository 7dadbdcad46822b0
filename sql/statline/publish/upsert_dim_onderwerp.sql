-- Stores the measures of a table; only rows that differ are written.
-- Parameter: $1 tabel_id. Idempotent.
insert into dwh.dim_onderwerp as dim (
    onderwerp_sk, familie_sk, vermenigvuldiger, volgnummer, decimalen, is_actueel, is_telbaar,
    tabel_id, onderwerp_code, pad, titel, label, omschrijving, eenheid, gegevenstype
)
select
    nieuw.onderwerp_sk,
    nieuw.familie_sk,
    nieuw.vermenigvuldiger,
    nieuw.volgnummer,
    nieuw.decimalen,
    true as is_actueel,
    nieuw.is_telbaar,
    $1 as tabel_id,
    nieuw.onderwerp_code,
    nieuw.pad,
    nieuw.titel,
    nieuw.label,
    nieuw.omschrijving,
    nieuw.eenheid,
    nieuw.gegevenstype
from pub_statline_onderwerp as nieuw
on conflict (onderwerp_sk) do update
set
    familie_sk = excluded.familie_sk,
    vermenigvuldiger = excluded.vermenigvuldiger,
    volgnummer = excluded.volgnummer,
    decimalen = excluded.decimalen,
    is_actueel = excluded.is_actueel,
    is_telbaar = excluded.is_telbaar,
    onderwerp_code = excluded.onderwerp_code,
    pad = excluded.pad,
    titel = excluded.titel,
    label = excluded.label,
    omschrijving = excluded.omschrijving,
    eenheid = excluded.eenheid,
    gegevenstype = excluded.gegevenstype
where
    (
        dim.familie_sk, dim.vermenigvuldiger, dim.volgnummer, dim.decimalen, dim.is_actueel,
        dim.is_telbaar, dim.onderwerp_code, dim.pad, dim.titel, dim.label, dim.omschrijving,
        dim.eenheid, dim.gegevenstype
    ) is distinct from (
        excluded.familie_sk, excluded.vermenigvuldiger, excluded.volgnummer, excluded.decimalen,
        excluded.is_actueel, excluded.is_telbaar, excluded.onderwerp_code, excluded.pad,
        excluded.titel, excluded.label, excluded.omschrijving, excluded.eenheid,
        excluded.gegevenstype
    );
