-- Stages the pieces of municipalities that a table tells. Parameters, arrays of one length:
-- $1 datum, $2 van, $3 naar, $4 is_van_verteller, $5 soort, $6 hectare, $7 woningen, $8 inwoners.
insert into pub_statline_herindeling (
    datum, van_gemeentecode, naar_gemeentecode, is_van_verteller, soort, hectare, woningen, inwoners
)
select
    given.datum,
    given.van_gemeentecode,
    given.naar_gemeentecode,
    given.is_van_verteller,
    given.soort,
    given.hectare,
    given.woningen,
    given.inwoners
from unnest(
    $1::date[],
    $2::text[],
    $3::text[],
    $4::boolean[],
    $5::text[],
    $6::numeric[],
    $7::bigint[],
    $8::bigint[]
) as given (
    datum, van_gemeentecode, naar_gemeentecode, is_van_verteller, soort, hectare, woningen, inwoners
)
where given.van_gemeentecode <> given.naar_gemeentecode;
