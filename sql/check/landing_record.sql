-- Records of landing and facts that do not match one to one: every 305 and 307 record and every 323
-- line has one verdict, every line one feit_prestatie, every requested product one feit_verzoek.
-- Grain: fact and chain. Returns no rows when all is well and everything is published.
with landing as (
    select
        telling.keten,
        sum(telling.rijen) as koppelingen,
        sum(telling.regels) as prestaties
    from (
        select
            start.keten,
            count(*) as rijen,
            0 as regels
        from landing.start as start
        group by start.keten
        union all
        select
            stop.keten,
            count(*) as rijen,
            0 as regels
        from landing.stop as stop
        group by stop.keten
        union all
        select
            prestatie.keten,
            count(*) as rijen,
            count(*) as regels
        from landing.prestatie as prestatie
        group by prestatie.keten
    ) as telling
    group by telling.keten
),

koppeling as (
    select
        feit.keten_sk,
        count(*) as rijen
    from dwh.feit_koppeling as feit
    group by feit.keten_sk
),

prestatie as (
    select
        feit.keten_sk,
        count(*) as rijen
    from dwh.feit_prestatie as feit
    group by feit.keten_sk
),

gevraagd as (
    select
        record.keten,
        count(*) as rijen
    from landing.verzoek as record
    where record.onderdeel <> 'ongewijzigd'
    group by record.keten
),

verzoek as (
    select
        feit.keten_sk,
        count(*) as rijen
    from dwh.feit_verzoek as feit
    group by feit.keten_sk
)

select
    'feit_koppeling' as feit,
    coalesce(landing.keten, koppeling.keten_sk) as keten_sk
from landing
full join koppeling on landing.keten = koppeling.keten_sk
where coalesce(landing.koppelingen, 0) <> coalesce(koppeling.rijen, 0)
union all
select
    'feit_prestatie' as feit,
    coalesce(landing.keten, prestatie.keten_sk) as keten_sk
from landing
full join prestatie on landing.keten = prestatie.keten_sk
where coalesce(landing.prestaties, 0) <> coalesce(prestatie.rijen, 0)
union all
select
    'feit_verzoek' as feit,
    coalesce(gevraagd.keten, verzoek.keten_sk) as keten_sk
from gevraagd
full join verzoek on gevraagd.keten = verzoek.keten_sk
where gevraagd.rijen is distinct from verzoek.rijen;
