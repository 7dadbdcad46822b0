//! Facts follow landing: whatever the order and the number of nights, and never more is written than changed.

use domain::record::IngelezenBericht;
use domain::{Berichtsoort, record::Inhoud};
use load::publish::Scope;
use sqlx::PgPool;

use crate::fixture::{
    VROEG, Wereld, antwoord_323, b301, b305, b307, b323, bericht, kop, prestatie, retour, start,
    stop, toewijzing,
};

/// A small inbox with every kind of message, an orphan, records without a number, and answers.
fn inbox() -> Vec<IngelezenBericht> {
    let toewijzingen =
        b301("A1", (1..=4).map(|nr| toewijzing(nr, 300 + i64::from(nr), 1)).collect());
    let andere = b301("A2", vec![toewijzing(1, 400, 2)]);
    let mut elders = kop(Berichtsoort::B301, "A3", "2025-12-20");
    elders.gemeente = "0384".parse().unwrap();
    let elders = bericht(elders, Inhoud::Toewijzing(vec![toewijzing(1, 301, 3)]));
    let starts =
        b305("S1", vec![start(1, Some(301), 1), start(2, None, 2), start(3, Some(999), 2)]);
    let stops = b307("E1", vec![stop(1, Some(301), 1)]);
    let declaratie = b323("F1", vec![prestatie(1, 301, 1), prestatie(2, 302, 1)]);
    vec![
        antwoord_323(&declaratie, "R1", &[("REF2", "9308")]),
        retour(&toewijzingen, "R2", "2026-01-03", &["0200"]),
        retour(&stops, "R3", "2026-04-03", &["9069"]),
        toewijzingen,
        andere,
        elders,
        starts,
        stops,
        declaratie,
    ]
}

#[sqlx::test(migrations = "../../sql/migrations")]
async fn publishing_again_writes_nothing(pool: PgPool) {
    let wereld = Wereld::new(pool).await;
    assert!(!wereld.has_work(VROEG).await);
    wereld.load(&inbox()).await;
    assert!(wereld.has_work(VROEG).await);
    let first = wereld.publish(VROEG).await;
    assert!(first.is_first && first.chains == 7);
    let counts: Vec<_> = first.tables.iter().map(|table| (table.table, table.written)).collect();
    assert_eq!(
        counts[..6],
        [
            ("feit_bericht", 9),
            ("feit_toewijzing", 6),
            ("feit_toewijzing_versie", 6),
            ("feit_koppeling", 6),
            ("feit_levering", 3),
            ("feit_prestatie", 2),
        ]
    );
    let again = wereld.publish(VROEG).await;
    assert_eq!((again.chains, again.written(), again.deleted()), (0, 0, 0));
    let everything = wereld.publish_scope(VROEG, Scope::Everything).await;
    assert_eq!((everything.chains, everything.written(), everything.deleted()), (7, 0, 0));
    assert_eq!(everything.tables[3].unchanged(), 6);
}

#[sqlx::test(migrations = "../../sql/migrations")]
async fn nights_in_any_order_give_the_facts_of_one_night(pool: PgPool) {
    let wereld = Wereld::new(pool).await;
    let inbox = inbox();
    for message in &inbox {
        wereld.load(core::slice::from_ref(message)).await;
        wereld.publish(VROEG).await;
    }
    let by_night = wereld.facts().await;
    wereld.rebuild(VROEG).await;
    assert_eq!(wereld.facts().await, by_night);
    assert!(by_night.iter().any(|fact| fact.contains("gekoppeld")));
    let everything = wereld.publish_scope(VROEG, Scope::Everything).await;
    assert_eq!((everything.written(), everything.deleted()), (0, 0));
}

#[sqlx::test(migrations = "../../sql/migrations")]
async fn a_night_touches_only_what_it_is_about(pool: PgPool) {
    let wereld = Wereld::new(pool).await;
    wereld.load(&inbox()).await;
    wereld.publish(VROEG).await;
    wereld.load(&[b323("F2", vec![prestatie(1, 303, 1)])]).await;
    let report = wereld.publish(VROEG).await;
    assert_eq!((report.is_first, report.chains), (false, 1));
    let written: Vec<_> = report.tables.iter().map(|table| (table.table, table.written)).collect();
    assert!(written.contains(&("feit_prestatie", 1)) && written.contains(&("feit_bericht", 1)));
    assert!(written.contains(&("feit_toewijzing", 0)));
}

#[sqlx::test(migrations = "../../sql/migrations")]
async fn what_leaves_landing_leaves_the_facts(pool: PgPool) {
    let wereld = Wereld::new(pool).await;
    wereld.load(&inbox()).await;
    wereld.publish(VROEG).await;
    // The 305 is read again and holds one record less: the taakgericht one, whose allocation must notice.
    let starts = wereld.bestand_id("S1").await;
    let fewer = b305("S1", vec![start(1, Some(301), 1), start(3, Some(999), 2)]);
    wereld.reload(starts, &fewer).await;
    wereld.publish(VROEG).await;
    let incremental = wereld.facts().await;
    wereld.rebuild(VROEG).await;
    assert_eq!(wereld.facts().await, incremental);
    // The 325 is read again and sends back another line; the 302 turns into a rejection.
    let declaratie = b323("F1", vec![prestatie(1, 301, 1), prestatie(2, 302, 1)]);
    let antwoord = wereld.bestand_id("R1").await;
    wereld.reload(antwoord, &antwoord_323(&declaratie, "R1", &[("REF1", "9308")])).await;
    wereld.publish(VROEG).await;
    let incremental = wereld.facts().await;
    let status = "select status from dwh.feit_prestatie order by regelnummer";
    assert_eq!(wereld.text(status).await, ["afgewezen", "goedgekeurd"]);
    wereld.rebuild(VROEG).await;
    assert_eq!(wereld.facts().await, incremental);
}

#[sqlx::test(migrations = "../../sql/migrations")]
async fn an_answer_that_comes_late_changes_its_message(pool: PgPool) {
    let wereld = Wereld::new(pool).await;
    let heen = b301("A1", vec![toewijzing(1, 300, 1)]);
    wereld.load(&[heen.clone(), b305("S1", vec![start(1, Some(300), 1)])]).await;
    wereld.publish(VROEG).await;
    let status = "select berichtsoort || ' ' || retour_status from dwh.feit_bericht order by 1";
    assert_eq!(wereld.text(status).await, ["301 open", "305 open"]);
    let verdict = "select koppelstatus from dwh.feit_koppeling";
    assert_eq!(wereld.text(verdict).await, ["gekoppeld"]);
    wereld.load(&[retour(&heen, "R1", "2026-01-03", &["9074"])]).await;
    wereld.publish(VROEG).await;
    assert_eq!(wereld.text(status).await, ["301 afgewezen", "302 nvt", "305 open"]);
    assert_eq!(wereld.text(verdict).await, ["wees"]);
}
