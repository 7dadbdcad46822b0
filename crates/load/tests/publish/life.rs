//! Findings live longer than a night; some come with the days alone.

use domain::Berichtsoort;
use domain::record::Inhoud;
use sqlx::PgPool;

use crate::fixture::{VROEG, Wereld, b301, b305, bericht, kop, retour, start, toewijzing};

const GEZIEN: &str = "select concat_ws(' ', regelcode, status, eerst_gezien_op::date, \
                      laatst_gezien_op::date) from dwh.feit_bevinding \
                      where regelcode = 'TR019' order by 1";

#[sqlx::test(migrations = "../../sql/migrations")]
async fn a_finding_is_resolved_keeps_its_row_and_opens_again(pool: PgPool) {
    let wereld = Wereld::new(pool).await;
    wereld.load(&[b305("S1", vec![start(1, Some(300), 1)])]).await;
    wereld.publish("2026-01-07").await;
    assert_eq!(wereld.text(GEZIEN).await, ["TR019 open 2026-01-07 2026-01-07"]);

    let heen = b301("A1", vec![toewijzing(1, 300, 1)]);
    wereld.load(core::slice::from_ref(&heen)).await;
    wereld.publish("2026-01-08").await;
    assert_eq!(wereld.text(GEZIEN).await, ["TR019 opgelost 2026-01-07 2026-01-07"]);

    wereld.load(&[retour(&heen, "R1", "2026-01-03", &["9074"])]).await;
    wereld.publish("2026-01-09").await;
    assert_eq!(wereld.text(GEZIEN).await, ["TR019 open 2026-01-07 2026-01-09"]);
    // An older reference date does not turn the clock back.
    wereld.publish_scope("2026-01-08", load::publish::Scope::Everything).await;
    assert_eq!(wereld.text(GEZIEN).await, ["TR019 open 2026-01-07 2026-01-09"]);
}

#[sqlx::test(migrations = "../../sql/migrations")]
async fn an_accepted_finding_stays_accepted(pool: PgPool) {
    let wereld = Wereld::new(pool).await;
    wereld.load(&[b305("S1", vec![start(1, Some(300), 1)])]).await;
    wereld.publish("2026-01-07").await;
    sqlx::query("update dwh.feit_bevinding set status = 'geaccepteerd'")
        .execute(wereld.db.pool())
        .await
        .unwrap();
    wereld.load(&[b305("S2", vec![start(1, Some(300), 2)])]).await;
    wereld.publish("2026-01-08").await;
    assert_eq!(wereld.van("TR019").await, ["TR019 S1 1 geaccepteerd 0", "TR019 S2 1 open 0"]);
    // It says something else from now on: a person has to look again.
    sqlx::query("update dwh.feit_bevinding set toelichting = 'anders'")
        .execute(wereld.db.pool())
        .await
        .unwrap();
    wereld.publish_scope("2026-01-08", load::publish::Scope::Everything).await;
    assert_eq!(wereld.van("TR019").await, ["TR019 S1 1 open 1", "TR019 S2 1 open 0"]);
}

#[sqlx::test(migrations = "../../sql/migrations")]
async fn a_missing_start_is_found_when_its_day_comes(pool: PgPool) {
    let wereld = Wereld::new(pool).await;
    wereld.load(&[b301("A1", vec![toewijzing(1, 300, 1)])]).await;
    wereld.publish(VROEG).await;
    assert!(wereld.van("OP295").await.is_empty());
    assert!(!wereld.has_work("2026-01-05").await);
    assert!(wereld.has_work("2026-03-01").await);
    let report = wereld.publish("2026-03-01").await;
    assert_eq!(report.chains, 1);
    assert_eq!(wereld.van("OP295").await, ["OP295 - - open 0"]);
    // Back in time it does not hold; later again it does.
    assert!(wereld.has_work(VROEG).await);
    wereld.publish(VROEG).await;
    assert_eq!(wereld.van("OP295").await, ["OP295 - - opgelost 0"]);
    wereld.publish("2026-03-02").await;
    assert_eq!(wereld.van("OP295").await, ["OP295 - - open 1"]);
    // The start arrives: nothing depends on the day any more.
    wereld.load(&[b305("S1", vec![start(1, Some(300), 1)])]).await;
    wereld.publish("2026-03-02").await;
    assert_eq!(wereld.van("OP295").await, ["OP295 - - opgelost 1"]);
    assert!(!wereld.has_work("2030-01-01").await);
}

#[sqlx::test(migrations = "../../sql/migrations")]
async fn a_second_content_under_one_identification_is_a_finding(pool: PgPool) {
    let wereld = Wereld::new(pool).await;
    let een = b301("A1", vec![toewijzing(1, 300, 1)]);
    let twee = b301("A1", vec![toewijzing(1, 301, 1)]);
    let mut eerder = kop(Berichtsoort::B301, "A1", "2025-12-19");
    eerder.aantal_regels = Some(1);
    let eerder = bericht(eerder, Inhoud::Toewijzing(vec![toewijzing(1, 302, 1)]));
    wereld.load(core::slice::from_ref(&een)).await;
    wereld.publish(VROEG).await;
    wereld.load(&[twee]).await;
    wereld.publish(VROEG).await;
    assert_eq!(wereld.van("TR056").await, ["TR056 A1 - open 0"]);
    // The one with the earliest date displaces what was loaded.
    wereld.load(&[eerder]).await;
    wereld.publish(VROEG).await;
    assert_eq!(wereld.van("TR056").await, ["TR056 A1 - open 0", "TR056 A1 - open 0"]);
    let numbers = "select toewijzingnummer::text from dwh.feit_toewijzing";
    assert_eq!(wereld.text(numbers).await, ["302"]);
    let incremental = wereld.facts().await;
    wereld.rebuild(VROEG).await;
    assert_eq!(wereld.facts().await, incremental);
}

#[sqlx::test(migrations = "../../sql/migrations")]
async fn other_rules_recompute_every_chain_once(pool: PgPool) {
    let wereld = Wereld::new(pool).await;
    assert!(!wereld.has_work(VROEG).await);
    wereld.load(&[b301("A1", vec![toewijzing(1, 300, 1), toewijzing(2, 301, 1)])]).await;
    let first = wereld.publish(VROEG).await;
    assert!(first.is_first);
    sqlx::raw_sql(
        "update beheer.publicatie set vingerafdruk = '0 TR019'; \
         update dwh.feit_toewijzing set aantal_versies = 7 where toewijzingnummer = 300",
    )
    .execute(wereld.db.pool())
    .await
    .unwrap();
    assert!(wereld.has_work(VROEG).await);
    let again = wereld.publish(VROEG).await;
    assert_eq!((again.is_first, again.chains), (false, 2));
    let versions = "select aantal_versies::text from dwh.feit_toewijzing";
    assert_eq!(wereld.text(versions).await, ["1", "1"]);
}

#[sqlx::test(migrations = "../../sql/migrations")]
async fn a_publication_that_is_stopped_changes_nothing(pool: PgPool) {
    let wereld = Wereld::new(pool).await;
    wereld.load(&[b301("A1", vec![toewijzing(1, 300, 1)])]).await;
    assert!(wereld.publish_stopped(VROEG).await);
    assert!(wereld.has_work(VROEG).await);
    let messages = "select count(*)::text from dwh.feit_bericht";
    assert_eq!(wereld.text(messages).await, ["0"]);
    assert_eq!(wereld.publish(VROEG).await.chains, 1);
    assert_eq!(wereld.text(messages).await, ["1"]);
}
