-- Explains a chain: its findings, with what the rule is about.
-- Grain: one row per finding, as JSON. Parameter: $1 chain. Reads only.
select row_to_json(answer)::text as rij
from (
    select
        feit.regelcode,
        feit.ernst,
        regel.onderwerp,
        feit.status,
        feit.berichtsoort,
        feit.bericht_identificatie,
        feit.regelnummer,
        feit.toelichting,
        feit.eerst_gezien_op::date as eerst_gezien,
        feit.laatst_gezien_op::date as laatst_gezien
    from dwh.feit_bevinding as feit
    left join lateral (
        select dim.onderwerp
        from dwh.dim_regel as dim
        where dim.regelcode = feit.regelcode
        order by dim.regel_sk
        limit 1
    ) as regel on true
    where feit.keten_sk = $1
    order by
        feit.status asc,
        feit.regelcode asc,
        feit.bericht_identificatie asc,
        feit.regelnummer asc
) as answer
