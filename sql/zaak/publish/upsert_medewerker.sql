-- Brings the employees in line with landing: those of the list, and those that a case names. Of
-- several sources the row that stands wins, then the newest, then the first source.
-- Writes only what differs. One row: rows written and rows removed. Idempotent. No parameters.
with lijst as (
    select distinct on (coalesce(medewerker.gemeentecode, '0000'), medewerker.medewerker)
        coalesce(medewerker.gemeentecode, '0000') as gemeentecode,
        medewerker.medewerker,
        medewerker.team,
        medewerker.functie,
        medewerker.caseload_norm,
        medewerker.fte,
        medewerker.begindatum,
        medewerker.einddatum,
        medewerker.bron,
        medewerker.bestand_id,
        medewerker.regel,
        medewerker.gezien_tot
    from landing.csv_medewerker as medewerker
    where
        not exists (
            select 1
            from landing.csv_medewerker as later
            where
                medewerker.bron = later.bron
                and medewerker.rij_sleutel = later.rij_sleutel
                and medewerker.gezien_van < later.gezien_van
        )
    order by
        coalesce(medewerker.gemeentecode, '0000') asc,
        medewerker.medewerker asc,
        medewerker.gezien_tot desc nulls first,
        medewerker.gezien_van desc,
        medewerker.bron asc,
        medewerker.rij_sleutel asc
),

genoemd as (
    select
        lijst.gemeentecode,
        lijst.medewerker
    from lijst
    union
    select
        coalesce(zaak.gemeentecode, '0000') as gemeentecode,
        zaak.medewerker
    from landing.csv_zaak as zaak
    where zaak.medewerker is not null
),

nieuw as (
    select
        dwh.surrogaat(
            'medewerker|' || genoemd.gemeentecode || '|' || genoemd.medewerker
        ) as medewerker_sk,
        genoemd.gemeentecode::bigint as gemeente_sk,
        coalesce(dwh.surrogaat('team|' || lijst.gemeentecode || '|' || lijst.team), 0) as team_sk,
        genoemd.medewerker as medewerkersleutel,
        genoemd.gemeentecode,
        coalesce(lijst.functie, 'onbekend') as functie,
        lijst.caseload_norm,
        lijst.fte,
        lijst.begindatum,
        lijst.einddatum,
        lijst.bron,
        lijst.bestand_id,
        lijst.regel,
        lijst.gezien_tot as vervallen_op
    from genoemd
    left join lijst
        on genoemd.gemeentecode = lijst.gemeentecode and genoemd.medewerker = lijst.medewerker
),

weg as (
    delete from dwh.dim_medewerker as oud
    where
        oud.medewerker_sk > 0
        and not exists (
            select 1
            from nieuw
            where oud.medewerker_sk = nieuw.medewerker_sk
        )
    returning 1
),

zet as (
    insert into dwh.dim_medewerker as oud (
        medewerker_sk, gemeente_sk, team_sk, medewerkersleutel, gemeentecode, functie,
        caseload_norm, fte, begindatum, einddatum, bron, bestand_id, regel, vervallen_op
    )
    select
        nieuw.medewerker_sk,
        nieuw.gemeente_sk,
        nieuw.team_sk,
        nieuw.medewerkersleutel,
        nieuw.gemeentecode,
        nieuw.functie,
        nieuw.caseload_norm,
        nieuw.fte,
        nieuw.begindatum,
        nieuw.einddatum,
        nieuw.bron,
        nieuw.bestand_id,
        nieuw.regel,
        nieuw.vervallen_op
    from nieuw
    on conflict (medewerker_sk) do update
    set
        gemeente_sk = excluded.gemeente_sk,
        team_sk = excluded.team_sk,
        medewerkersleutel = excluded.medewerkersleutel,
        gemeentecode = excluded.gemeentecode,
        functie = excluded.functie,
        caseload_norm = excluded.caseload_norm,
        fte = excluded.fte,
        begindatum = excluded.begindatum,
        einddatum = excluded.einddatum,
        bron = excluded.bron,
        bestand_id = excluded.bestand_id,
        regel = excluded.regel,
        vervallen_op = excluded.vervallen_op
    where
        (
            oud.gemeente_sk, oud.team_sk, oud.medewerkersleutel, oud.gemeentecode,
            oud.functie, oud.caseload_norm, oud.fte, oud.begindatum, oud.einddatum,
            oud.bron, oud.bestand_id, oud.regel, oud.vervallen_op
        ) is distinct from (
            excluded.gemeente_sk, excluded.team_sk, excluded.medewerkersleutel,
            excluded.gemeentecode, excluded.functie, excluded.caseload_norm, excluded.fte,
            excluded.begindatum, excluded.einddatum, excluded.bron, excluded.bestand_id,
            excluded.regel, excluded.vervallen_op
        )
    returning 1
)

select
    (select count(*) from zet) as geschreven,
    (select count(*) from weg) as verwijderd;
