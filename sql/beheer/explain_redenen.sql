-- Gives what the codes in an explanation mean.
-- Grain: one row per code, law and releases in which it means this. Parameter: $1 law. Reads only.
select
    dim.lijst,
    dim.code,
    dim.release_van,
    dim.release_tot,
    dim.omschrijving
from dwh.dim_reden as dim
where dim.wet = $1 and dim.reden_sk <> 0
order by dim.lijst asc, dim.code asc, dim.release_van asc
