-- Stages the codes of one dimension that is no area and no period, in the order of CBS.
-- Parameters: $1 dimensie, $2 gewicht, $3 naam, $4 dimensie_titel, $12 is_beperkt; arrays of
-- one length: $5 code, $6 titel, $7 pad, $8 omschrijving, $9 is_totaal, $10 is_marge,
-- $11 is_gewenst, $13 is_kop.
insert into pub_statline_code (
    dimensie, plek, gewicht, grootte, is_beperkt, is_gewenst, is_totaal, is_kop, is_marge,
    naam, dimensie_titel, code, titel, pad, omschrijving
)
select
    $1 as dimensie,
    given.volgnummer - 1 as plek,
    $2 as gewicht,
    cardinality($5::text[]) as grootte,
    $12 as is_beperkt,
    given.is_gewenst,
    given.is_totaal,
    given.is_kop,
    given.is_marge,
    $3 as naam,
    $4 as dimensie_titel,
    given.code,
    given.titel,
    given.pad,
    given.omschrijving
from unnest(
    $5::text[],
    $6::text[],
    $7::text[],
    $8::text[],
    $9::boolean[],
    $10::boolean[],
    $11::boolean[],
    $13::boolean[]
) with ordinality as given (
    code, titel, pad, omschrijving, is_totaal, is_marge, is_gewenst, is_kop, volgnummer
);
