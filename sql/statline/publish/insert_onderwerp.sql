-- Stages the measures of a table. Parameters, arrays of one length: $1 onderwerp_sk, $2 familie_sk,
-- $3 vermenigvuldiger, $4 volgnummer, $5 decimalen, $6 onderwerp_code, $7 pad, $8 titel, $9 label,
-- $10 omschrijving, $11 eenheid, $12 gegevenstype, $13 is_gewenst, $14 is_telbaar.
insert into pub_statline_onderwerp (
    onderwerp_sk, familie_sk, vermenigvuldiger, volgnummer, decimalen, is_telbaar,
    is_gewenst, onderwerp_code, pad, titel, label, omschrijving, eenheid, gegevenstype
)
select
    given.onderwerp_sk,
    given.familie_sk,
    given.vermenigvuldiger,
    given.volgnummer,
    given.decimalen,
    given.is_telbaar,
    given.is_gewenst,
    given.onderwerp_code,
    given.pad,
    given.titel,
    given.label,
    given.omschrijving,
    given.eenheid,
    given.gegevenstype
from unnest(
    $1::bigint[],
    $2::bigint[],
    $3::bigint[],
    $4::integer[],
    $5::smallint[],
    $6::text[],
    $7::text[],
    $8::text[],
    $9::text[],
    $10::text[],
    $11::text[],
    $12::text[],
    $13::boolean[],
    $14::boolean[]
) as given (
    onderwerp_sk, familie_sk, vermenigvuldiger, volgnummer, decimalen, onderwerp_code,
    pad, titel, label, omschrijving, eenheid, gegevenstype, is_gewenst, is_telbaar
);
