-- Brings the bridge from cases to their areas of life in line with the cases.
-- Writes only what differs. One row: rows written and rows removed. Idempotent. No parameters.
with nieuw as (
    select
        zaak.zaak_sk,
        leefgebied.label as leefgebied
    from dwh.feit_zaak as zaak
    cross join unnest(zaak.leefgebieden) as leefgebied (label)
),

weg as (
    delete from dwh.zaak_leefgebied as oud
    where
        not exists (
            select 1
            from nieuw
            where oud.zaak_sk = nieuw.zaak_sk and oud.leefgebied = nieuw.leefgebied
        )
    returning 1
),

zet as (
    insert into dwh.zaak_leefgebied as oud (
        zaak_sk, leefgebied
    )
    select
        nieuw.zaak_sk,
        nieuw.leefgebied
    from nieuw
    on conflict (zaak_sk, leefgebied) do nothing
    returning 1
)

select
    (select count(*) from zet) as geschreven,
    (select count(*) from weg) as verwijderd;
