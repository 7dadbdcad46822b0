-- Stages the areas of a table. Parameters, arrays of one length: $1 gebied_sk, $2 gebiedscode,
-- $3 gemeentecode, $4 niveau, $5 gebiedsnaam, $6 ouder_gebiedscode, $7 geldig_van, $8 geldig_tot,
-- $9 is_gewenst, $10 year of the division (null: a code of all years).
insert into pub_statline_gebied (
    gebied_sk, is_gewenst, jaar, gebiedscode, gemeentecode, niveau, gebiedsnaam,
    ouder_gebiedscode, geldig_van, geldig_tot
)
select
    given.gebied_sk,
    given.is_gewenst,
    given.jaar,
    given.gebiedscode,
    given.gemeentecode,
    given.niveau,
    given.gebiedsnaam,
    given.ouder_gebiedscode,
    given.geldig_van,
    given.geldig_tot
from unnest(
    $1::bigint[],
    $2::text[],
    $3::text[],
    $4::text[],
    $5::text[],
    $6::text[],
    $7::date[],
    $8::date[],
    $9::boolean[],
    $10::smallint[]
) as given (
    gebied_sk, gebiedscode, gemeentecode, niveau, gebiedsnaam, ouder_gebiedscode,
    geldig_van, geldig_tot, is_gewenst, jaar
);
