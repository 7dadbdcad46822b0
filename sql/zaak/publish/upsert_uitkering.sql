-- Brings the benefits of the Participatiewet in line with landing: the newest content
-- of each row of each source.
-- Writes only what differs. One row: rows written and rows removed. Idempotent. No parameters.
with nieuw as (
    select
        coalesce(uitkering.gemeentecode, '0000')::bigint as gemeente_sk,
        coalesce(persoon.client_sk, 0) as client_sk,
        dwh.surrogaat(
            concat('uitkering|', uitkering.bron, '|', uitkering.rij_sleutel)
        ) as uitkering_sk,
        'pw' as wet,
        coalesce(uitkering.gemeentecode, '0000') as gemeentecode,
        uitkering.regeling,
        uitkering.reden_einde,
        uitkering.huishoudtype,
        uitkering.bedrag_maand as bedrag_maand_eurocent,
        uitkering.ingangsdatum,
        uitkering.einddatum,
        uitkering.bron,
        uitkering.bestand_id,
        uitkering.regel,
        uitkering.gezien_tot as vervallen_op
    from landing.csv_uitkering as uitkering
    left join pub_csv_client as persoon
        on
            uitkering.client = persoon.client
            and coalesce(uitkering.gemeentecode, '0000') = persoon.gemeentecode
            and uitkering.bron = persoon.bron
    where
        not exists (
            select 1
            from landing.csv_uitkering as later
            where
                uitkering.bron = later.bron
                and uitkering.rij_sleutel = later.rij_sleutel
                and uitkering.gezien_van < later.gezien_van
        )
),

weg as (
    delete from dwh.feit_uitkering as oud
    where
        not exists (
            select 1
            from nieuw
            where oud.uitkering_sk = nieuw.uitkering_sk
        )
    returning 1
),

zet as (
    insert into dwh.feit_uitkering as oud (
        gemeente_sk, client_sk, uitkering_sk, wet, gemeentecode, regeling, reden_einde,
        huishoudtype, bedrag_maand_eurocent, ingangsdatum, einddatum, bron, bestand_id,
        regel, vervallen_op
    )
    select
        nieuw.gemeente_sk,
        nieuw.client_sk,
        nieuw.uitkering_sk,
        nieuw.wet,
        nieuw.gemeentecode,
        nieuw.regeling,
        nieuw.reden_einde,
        nieuw.huishoudtype,
        nieuw.bedrag_maand_eurocent,
        nieuw.ingangsdatum,
        nieuw.einddatum,
        nieuw.bron,
        nieuw.bestand_id,
        nieuw.regel,
        nieuw.vervallen_op
    from nieuw
    on conflict (uitkering_sk) do update
    set
        gemeente_sk = excluded.gemeente_sk,
        client_sk = excluded.client_sk,
        wet = excluded.wet,
        gemeentecode = excluded.gemeentecode,
        regeling = excluded.regeling,
        reden_einde = excluded.reden_einde,
        huishoudtype = excluded.huishoudtype,
        bedrag_maand_eurocent = excluded.bedrag_maand_eurocent,
        ingangsdatum = excluded.ingangsdatum,
        einddatum = excluded.einddatum,
        bron = excluded.bron,
        bestand_id = excluded.bestand_id,
        regel = excluded.regel,
        vervallen_op = excluded.vervallen_op
    where
        (
            oud.gemeente_sk, oud.client_sk, oud.wet, oud.gemeentecode, oud.regeling,
            oud.reden_einde, oud.huishoudtype, oud.bedrag_maand_eurocent, oud.ingangsdatum,
            oud.einddatum, oud.bron, oud.bestand_id, oud.regel, oud.vervallen_op
        ) is distinct from (
            excluded.gemeente_sk, excluded.client_sk, excluded.wet, excluded.gemeentecode,
            excluded.regeling, excluded.reden_einde, excluded.huishoudtype,
            excluded.bedrag_maand_eurocent, excluded.ingangsdatum, excluded.einddatum,
            excluded.bron, excluded.bestand_id, excluded.regel, excluded.vervallen_op
        )
    returning 1
)

select
    (select count(*) from zet) as geschreven,
    (select count(*) from weg) as verwijderd;
