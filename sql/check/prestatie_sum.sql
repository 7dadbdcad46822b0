-- Municipalities and laws where the eurocents of landing and feit_prestatie differ.
-- Grain: law and municipality. Returns no rows when all is well and everything is published.
with landing as (
    select
        regel.wet,
        regel.gemeentecode,
        sum(regel.bedrag_eurocent) as bedrag
    from landing.prestatie as regel
    group by regel.wet, regel.gemeentecode
),

feit as (
    select
        prestatie.wet,
        prestatie.gemeentecode,
        sum(prestatie.bedrag_eurocent) as bedrag
    from dwh.feit_prestatie as prestatie
    group by prestatie.wet, prestatie.gemeentecode
)

select
    coalesce(landing.wet, feit.wet) as wet,
    coalesce(landing.gemeentecode, feit.gemeentecode) as gemeentecode,
    landing.bedrag as landing_eurocent,
    feit.bedrag as feit_eurocent
from landing
full join feit on landing.wet = feit.wet and landing.gemeentecode = feit.gemeentecode
where landing.bedrag is distinct from feit.bedrag;
