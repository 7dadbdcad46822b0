-- Lists findings with the newest decision of a person.
-- Grain: one row per finding; the heaviest first, then the newest.
-- Parameters: $1 number of rows, $2 status, $3 rule, $4 severity, $5 provider, $6 municipality,
-- $7 findings; null: all. Reads only.
select
    feit.bevinding_sk,
    feit.status,
    feit.regelcode,
    regel.onderwerp,
    feit.ernst,
    feit.wet,
    feit.gemeentecode,
    feit.agb_code,
    feit.berichtsoort,
    feit.bericht_identificatie,
    feit.regelnummer,
    feit.toewijzingnummer,
    feit.toelichting,
    feit.eerst_gezien_op,
    feit.laatst_gezien_op,
    feit.opgelost_op,
    feit.aantal_heropend,
    besluit.besluit,
    besluit.notitie,
    besluit.genomen_door,
    besluit.genomen_op
from dwh.feit_bevinding as feit
left join lateral (
    select dim.onderwerp
    from dwh.dim_regel as dim
    where dim.regelcode = feit.regelcode
    order by dim.regel_sk
    limit 1
) as regel on true
left join lateral (
    select
        genomen.besluit,
        genomen.notitie,
        genomen.genomen_door,
        genomen.genomen_op
    from beheer.bevinding_besluit as genomen
    where
        genomen.bevinding_sk = feit.bevinding_sk
        and genomen.gemeentecode = feit.gemeentecode
    order by genomen.besluit_id desc
    limit 1
) as besluit on true
where
    ($2::text is null or feit.status = $2::text)
    and ($3::text is null or feit.regelcode = $3::text)
    and ($4::text is null or feit.ernst = $4::text)
    and ($5::text is null or feit.agb_code = $5::char(8))
    and ($6::text is null or feit.gemeentecode = $6::char(4))
    and ($7::bigint[] is null or feit.bevinding_sk = any($7::bigint[]))
order by
    array_position(array['R', 'P', 'D'], feit.ernst) asc,
    feit.eerst_gezien_op desc,
    feit.regelcode asc,
    feit.bevinding_sk asc
limit $1
