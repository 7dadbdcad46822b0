-- How many measures of a table are loaded, and how many of those have no figure at all. A measure
-- without rows is not counted: it was not asked for, or CBS gave nothing of it.
-- Parameters: $1 tabel_id.
with geladen as (
    select
        onderwerp.tabel_id,
        onderwerp.onderwerp_sk
    from dwh.dim_onderwerp as onderwerp
    where
        onderwerp.tabel_id = $1
        and onderwerp.is_actueel
        and exists (
            select 1
            from dwh.feit_statline as feit
            where
                feit.tabel_id = onderwerp.tabel_id
                and feit.onderwerp_sk = onderwerp.onderwerp_sk
                and feit.vervallen_op is null
        )
),

gevuld as (
    select geladen.onderwerp_sk
    from geladen
    where
        exists (
            select 1
            from dwh.feit_statline as feit
            where
                feit.tabel_id = geladen.tabel_id
                and feit.onderwerp_sk = geladen.onderwerp_sk
                and feit.vervallen_op is null
                and feit.reden_leeg is null
        )
)

select
    count(*) as geladen,
    count(*) - count(gevuld.onderwerp_sk) as leeg
from geladen
left join gevuld on geladen.onderwerp_sk = gevuld.onderwerp_sk;
