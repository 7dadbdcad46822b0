//! A warehouse that an older program filled: its schema moves on, its indexes come back.

use domain::{AgbCode, Clientsleutel, Gemeentecode, KetenSleutel, Wet};
use sqlx::PgPool;
use sqlx::migrate::Migrator;

use crate::fixture::{AGB, GEMEENTE, VROEG, Wereld, b301, b323, prestatie, toewijzing};

static MIGRATOR: Migrator = sqlx::migrate!("../../sql/migrations");

const INDEXES: &str = "select indexdef from pg_indexes where schemaname = 'dwh' \
                       or indexname like '%clientsleutel_idx' order by 1";

#[sqlx::test(migrations = "../../sql/migrations")]
async fn a_publication_builds_the_indexes_that_are_missing(pool: PgPool) {
    let wereld = Wereld::new(pool).await;
    wereld.load(&[b301("A1", vec![toewijzing(1, 300, 1)])]).await;
    wereld.publish(VROEG).await;
    let all = wereld.text(INDEXES).await;
    sqlx::raw_sql(
        "drop index dwh.feit_verzoek_key, dwh.feit_levering_keten_idx, \
         landing.verzoek_clientsleutel_idx",
    )
    .execute(wereld.db.pool())
    .await
    .unwrap();
    assert_eq!(wereld.text(INDEXES).await.len(), all.len() - 3);
    wereld.load(&[b301("A2", vec![toewijzing(1, 301, 1)])]).await;
    assert!(!wereld.publish(VROEG).await.is_first);
    assert_eq!(wereld.text(INDEXES).await, all);
}

/// Applies the migrations from `from` up to and with `to`.
async fn migrate(pool: &PgPool, from: i64, to: i64) {
    for migration in MIGRATOR.iter().filter(|step| (from..=to).contains(&step.version)) {
        sqlx::raw_sql(migration.sql.clone()).execute(pool).await.unwrap();
    }
}

/// What the program of 0006 left: an allocation that names a request, with its facts, a reason and an old key.
const FILLED: &str = "insert into landing.toewijzing (keten, bestand_id, regel, taak_id, wet, \
    gemeentecode, agb_code, toewijzingnummer, clientsleutel, referentie_aanbieder, \
    toewijzingsdatum, toewijzingstijd, ingangsdatum) values \
    (10363000000300, 1, 1, 1, 'wmo', '0363', '12345678', 300, gen_random_uuid(), 'Réf 1', \
     '2025-12-20', '12:30', '2026-01-01'), \
    (10363000000301, 1, 2, 1, 'wmo', '0363', '12345678', 301, gen_random_uuid(), null, \
     '2025-12-20', '12:30', '2026-01-01'); \
    insert into dwh.feit_toewijzing (gemeente_sk, client_sk, aanbieder_sk, product_sk, \
    beschikking_sk, toewijzing_sk, keten_sk, wet, gemeentecode, agb_code, toewijzingnummer, \
    retour_status, is_verwijderd, aantal_versies, toewijzingsdatum, ingangsdatum) values \
    (363, 1, 12345678, 1, 0, 10363000000300, 10363000000300, 'wmo', '0363', '12345678', 300, \
     'open', false, 1, '2025-12-20', '2026-01-01'); \
    insert into dwh.dim_reden (reden_sk, lijst, wet, code, omschrijving, groep) values \
    (7, 'reden_beeindiging', 'wmo', '19', 'oud', 'oud'); \
    create unique index feit_koppeling_key on dwh.feit_koppeling ( \
    keten_sk, bericht_identificatie, regelnummer, agb_code, berichtsoort, gemeentecode)";

#[sqlx::test(migrations = false)]
async fn a_filled_warehouse_moves_on(pool: PgPool) {
    migrate(&pool, 1, 6).await;
    sqlx::raw_sql(FILLED).execute(&pool).await.unwrap();
    migrate(&pool, 7, i64::MAX).await;
    let keys: Vec<Option<i64>> =
        sqlx::query_scalar("select verzoek_keten from landing.toewijzing order by regel")
            .fetch_all(&pool)
            .await
            .unwrap();
    let gemeente: Gemeentecode = GEMEENTE.parse().unwrap();
    let agb: AgbCode = AGB.parse().unwrap();
    let referentie = "Réf 1".parse().unwrap();
    let key = KetenSleutel::van_verzoek(Wet::Wmo, gemeente, agb, &referentie);
    assert_eq!(keys, [Some(key.waarde()), None]);
    let old: i64 = sqlx::query_scalar(
        "select (select count(*) from pg_indexes where indexname = 'feit_koppeling_key') \
         + (select count(*) from dwh.dim_reden where reden_sk = 7) \
         + (select reden_wijziging_sk from dwh.feit_toewijzing)",
    )
    .fetch_one(&pool)
    .await
    .unwrap();
    assert_eq!(old, 0);
}

/// What the program of 0008 left: a record of every table that gets a key, and a request without reference.
const FILLED_0008: &str = "insert into landing.bericht (bestand_id, taak_id, identiteit, wet, \
    berichtsoort, release, gemeentecode, agb_code, afzender, ontvanger, identificatie, retourcodes, \
    inhoud, dagtekening, ontvangen_op) values \
    (1, 1, gen_random_uuid(), 'jw', '323', '3.2', '0363', '00345678', '00345678', '0363', 'A1', \
     '{}', gen_random_uuid(), '2026-01-01', now()); \
    insert into landing.toewijzing (keten, bestand_id, regel, taak_id, wet, gemeentecode, agb_code, \
    clientsleutel, toewijzingsdatum, toewijzingstijd, ingangsdatum) values \
    (-1, 1, 1, 1, 'wmo', '0363', '12345678', '07070707-0707-0707-0707-070707070707', \
     '2025-12-20', '12:30', '2026-01-01'); \
    insert into landing.verzoek (keten, bestand_id, regel, volgnummer, taak_id, wet, gemeentecode, \
    agb_code, clientsleutel, onderdeel, referentie_aanbieder) values \
    (-1, 1, 1, 1, 1, 'wmo', '0363', '12345678', '07070707-0707-0707-0707-070707070707', \
     'aangevraagd', 'Réf 1'), \
    (-1, 1, 2, 1, 1, 'jw', '0363', '12345678', '07070707-0707-0707-0707-070707070707', \
     'aangevraagd', null); \
    insert into landing.declaratie (bestand_id, taak_id, declaratienummer, totaal_eurocent, \
    periode_begin, dagtekening) values (1, 1, 'Dé 1', 0, '2026-01-01', '2026-02-01'); \
    insert into landing.prestatie (keten, bestand_id, regel, taak_id, wet, gemeentecode, agb_code, \
    toewijzingnummer, clientsleutel, referentienummer, productcategorie, productcode, eenheid, \
    debet_credit, volume, bedrag_eurocent, periode_begin, periode_eind) values \
    (1, 1, 1, 1, 'jw', '0363', '00345678', 300, gen_random_uuid(), 'Réf 1', '45', '45A48', '04', \
     'D', 1, 100, '2026-01-01', '2026-01-31')";

#[sqlx::test(migrations = false)]
async fn keys_of_older_rows_are_those_of_new_ones(pool: PgPool) {
    migrate(&pool, 1, 8).await;
    sqlx::raw_sql(FILLED_0008).execute(&pool).await.unwrap();
    migrate(&pool, 9, i64::MAX).await;
    let gemeente: Gemeentecode = GEMEENTE.parse().unwrap();
    let agb: AgbCode = AGB.parse().unwrap();
    let (klein, client) = ("00345678".parse().unwrap(), Clientsleutel::from_bytes([7; 16]));
    let dossier = |wet| KetenSleutel::dossier(wet, gemeente, agb, client).waarde();
    let keys: Vec<i64> = sqlx::query_scalar(
        "select dossier from landing.toewijzing \
         union all select * from (select dossier from landing.verzoek order by regel) as v \
         union all select kenmerk_sk from landing.verzoek where kenmerk_sk is not null \
         union all select kenmerk_sk from landing.declaratie \
         union all select referentie_sk from landing.prestatie",
    )
    .fetch_all(&pool)
    .await
    .unwrap();
    let expect = [
        dossier(Wet::Wmo),
        dossier(Wet::Wmo),
        dossier(Wet::Jw),
        KetenSleutel::verzoek_kenmerk(Wet::Wmo, agb, &"Réf 1".parse().unwrap()).waarde(),
        KetenSleutel::declaratie(Wet::Jw, klein, &"Dé 1".parse().unwrap()).waarde(),
        KetenSleutel::referentie(Wet::Jw, klein, &"Réf 1".parse().unwrap()).waarde(),
    ];
    assert_eq!(keys, expect);
}

/// What the program of 0009 left: findings of rules that have another code now, and one that was resolved.
const OLD_FINDINGS: &str = "insert into dwh.feit_bevinding (gemeente_sk, client_sk, aanbieder_sk, \
    product_sk, bevinding_sk, keten_sk, wet, gemeentecode, agb_code, regelcode, ernst, berichtsoort, \
    toelichting, status, eerst_gezien_op, laatst_gezien_op) values \
    (363, 0, 12345678, 0, 1, 10363000000300, 'wmo', '0363', '12345678', 'DQ22', 'D', '301', 'oud', \
     'open', '2026-02-01', '2026-02-02'), \
    (363, 0, 12345678, 0, 2, 10363000000300, 'wmo', '0363', '12345678', 'DQ23', 'D', '301', 'oud', \
     'geaccepteerd', '2026-02-01', '2026-02-02'), \
    (363, 0, 12345678, 0, 3, 10363000000300, 'wmo', '0363', '12345678', 'TR019', 'R', '305', 'oud', \
     'opgelost', '2026-02-01', '2026-02-02')";

#[sqlx::test(migrations = false)]
async fn findings_of_rules_that_were_renamed_are_resolved(pool: PgPool) {
    migrate(&pool, 1, 9).await;
    sqlx::raw_sql(OLD_FINDINGS).execute(&pool).await.unwrap();
    migrate(&pool, 10, i64::MAX).await;
    let ended = "select concat_ws(' ', regelcode, status, laatst_gezien_op::date, \
                 opgelost_op::date, aantal_heropend) from dwh.feit_bevinding \
                 where toelichting = 'oud' order by 1";
    let wereld = Wereld::new(pool).await;
    assert_eq!(
        wereld.text(ended).await,
        [
            "DQ22 open 2026-02-02 0",
            "DQ23 geaccepteerd 2026-02-02 0",
            "TR019 opgelost 2026-02-02 2026-02-02 0"
        ]
    );
    wereld.load(&[b301("A1", vec![toewijzing(1, 300, 1)])]).await;
    wereld.load(&[b323("D1", vec![prestatie(1, 300, 1)])]).await;
    sqlx::raw_sql("insert into beheer.publicatie values (1, '2 DQ22 DQ23', now())")
        .execute(wereld.db.pool())
        .await
        .unwrap();
    wereld.publish("2026-03-01").await;
    assert_eq!(
        wereld.text(ended).await,
        [
            "DQ22 opgelost 2026-02-02 2026-03-01 0",
            "DQ23 opgelost 2026-02-02 2026-03-01 0",
            "TR019 opgelost 2026-02-02 2026-02-02 0"
        ]
    );
    assert_eq!(wereld.van("OP295").await, ["OP295 - - open 0"]);
}
