-- Brings the teams in line with landing: those of the list, and those that a case or an employee
-- names. Of several sources the row that stands wins, then the newest, then the first source.
-- Writes only what differs. One row: rows written and rows removed. Idempotent. No parameters.
with lijst as (
    select distinct on (coalesce(team.gemeentecode, '0000'), team.team)
        coalesce(team.gemeentecode, '0000') as gemeentecode,
        team.team,
        team.afdeling,
        team.bron,
        team.bestand_id,
        team.regel,
        team.gezien_tot
    from landing.csv_team as team
    where
        not exists (
            select 1
            from landing.csv_team as later
            where
                team.bron = later.bron
                and team.rij_sleutel = later.rij_sleutel
                and team.gezien_van < later.gezien_van
        )
    order by
        coalesce(team.gemeentecode, '0000') asc,
        team.team asc,
        team.gezien_tot desc nulls first,
        team.gezien_van desc,
        team.bron asc,
        team.rij_sleutel asc
),

genoemd as (
    select
        lijst.gemeentecode,
        lijst.team
    from lijst
    union
    select
        coalesce(medewerker.gemeentecode, '0000') as gemeentecode,
        medewerker.team
    from landing.csv_medewerker as medewerker
    where medewerker.team is not null
    union
    select
        coalesce(zaak.gemeentecode, '0000') as gemeentecode,
        zaak.team
    from landing.csv_zaak as zaak
    where zaak.team is not null
),

nieuw as (
    select
        dwh.surrogaat('team|' || genoemd.gemeentecode || '|' || genoemd.team) as team_sk,
        genoemd.gemeentecode::bigint as gemeente_sk,
        genoemd.gemeentecode,
        genoemd.team,
        coalesce(lijst.afdeling, 'onbekend') as afdeling,
        lijst.bron,
        lijst.bestand_id,
        lijst.regel,
        lijst.gezien_tot as vervallen_op
    from genoemd
    left join lijst
        on genoemd.gemeentecode = lijst.gemeentecode and genoemd.team = lijst.team
),

weg as (
    delete from dwh.dim_team as oud
    where
        oud.team_sk > 0
        and not exists (
            select 1
            from nieuw
            where oud.team_sk = nieuw.team_sk
        )
    returning 1
),

zet as (
    insert into dwh.dim_team as oud (
        team_sk, gemeente_sk, gemeentecode, team, afdeling, bron, bestand_id, regel,
        vervallen_op
    )
    select
        nieuw.team_sk,
        nieuw.gemeente_sk,
        nieuw.gemeentecode,
        nieuw.team,
        nieuw.afdeling,
        nieuw.bron,
        nieuw.bestand_id,
        nieuw.regel,
        nieuw.vervallen_op
    from nieuw
    on conflict (team_sk) do update
    set
        gemeente_sk = excluded.gemeente_sk,
        gemeentecode = excluded.gemeentecode,
        team = excluded.team,
        afdeling = excluded.afdeling,
        bron = excluded.bron,
        bestand_id = excluded.bestand_id,
        regel = excluded.regel,
        vervallen_op = excluded.vervallen_op
    where
        (
            oud.gemeente_sk, oud.gemeentecode, oud.team, oud.afdeling, oud.bron,
            oud.bestand_id, oud.regel, oud.vervallen_op
        ) is distinct from (
            excluded.gemeente_sk, excluded.gemeentecode, excluded.team, excluded.afdeling,
            excluded.bron, excluded.bestand_id, excluded.regel, excluded.vervallen_op
        )
    returning 1
)

select
    (select count(*) from zet) as geschreven,
    (select count(*) from weg) as verwijderd;
