-- Explains a chain: the declaration lines.
-- Grain: one row per line, as JSON. Parameter: $1 chain. Reads only.
select row_to_json(answer)::text as rij
from (
    select
        feit.declaratienummer,
        feit.referentienummer,
        feit.vorig_referentienummer,
        feit.productperiode_begin,
        feit.productperiode_eind,
        feit.geleverd_volume,
        feit.eenheid,
        feit.tarief_eurocent,
        feit.bedrag_eurocent,
        feit.debet_credit,
        feit.status,
        feit.retourcodes,
        feit.telt_mee,
        feit.bericht_identificatie,
        feit.regelnummer
    from dwh.feit_prestatie as feit
    where feit.keten_sk = $1
    order by
        feit.productperiode_begin asc,
        feit.bericht_identificatie asc,
        feit.regelnummer asc
) as answer
