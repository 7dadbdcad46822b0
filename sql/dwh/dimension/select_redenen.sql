-- The codes that facts refer to, with the releases in which they mean this. One row a meaning.
-- Reads only.
select
    dim_reden.reden_sk,
    dim_reden.lijst,
    dim_reden.wet,
    dim_reden.code,
    dim_reden.release_van,
    dim_reden.release_tot
from dwh.dim_reden
where
    dim_reden.lijst in (
        'reden_beeindiging', 'reden_wijziging', 'reden_intrekking', 'reden_afwijzing'
    );
