-- Stages the periods of a table. Parameters, arrays of one length: $1 periode, $2 periode_soort,
-- $3 titel, $4 status, $5 begindatum, $6 einddatum, $7 is_gewenst.
insert into pub_statline_periode (
    is_gewenst, periode, periode_soort, titel, status, begindatum, einddatum
)
select
    given.is_gewenst,
    given.periode,
    given.periode_soort,
    given.titel,
    given.status,
    given.begindatum,
    given.einddatum
from unnest(
    $1::text[],
    $2::text[],
    $3::text[],
    $4::text[],
    $5::date[],
    $6::date[],
    $7::boolean[]
) as given (periode, periode_soort, titel, status, begindatum, einddatum, is_gewenst);
