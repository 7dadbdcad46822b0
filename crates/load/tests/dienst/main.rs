//! Who leads, what was planned, and the queue, on a real Postgres.
#![expect(clippy::panic, clippy::unwrap_used, reason = "a test stops at the first surprise")]

use core::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use load::dienst::{
    self, Afloop, Antwoord, Gestart, Herkomst, Leider, Moment, NieuwVerzoek, Opdracht,
};
use load::ledger::{Failure, Status};
use load::{Db, Error};
use sqlx::PgPool;
use uuid::Uuid;

const SILENT: Duration = Duration::from_mins(1);

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

fn now() -> DateTime<Utc> {
    at("2026-11-22T03:00:00Z")
}

async fn lead(db: &Db) -> Leider {
    for _ in 0..500 {
        // The server frees the lock when it has seen the session end.
        if let Some(leider) = Leider::take(db, "test", SILENT).await.unwrap() {
            return leider;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("the lock stays taken");
}

async fn text(db: &Db, sql: &'static str) -> String {
    sqlx::query_scalar(sql).fetch_one(db.pool()).await.unwrap()
}

async fn ask(db: &Db, key: u128, opdracht: Opdracht) -> Antwoord {
    let verzoek = NieuwVerzoek {
        sleutel: Uuid::from_u128(key),
        opdracht,
        reden: None,
        plan: None,
        wie: "test",
        herkomst: Herkomst::Pagina,
    };
    dienst::vraag(db, &verzoek).await.unwrap()
}

fn run(bron: &str) -> Opdracht {
    Opdracht::Run { bronnen: vec![bron.to_owned()], peildatum: None, is_bevestigd: false }
}

fn moment(key: u128, moment: DateTime<Utc>) -> Moment<'static> {
    let sleutel = Uuid::from_u128(key);
    Moment { plan: "nacht", moment, sleutel, opdracht: run("a") }
}

fn failure() -> Failure {
    Failure { code: "57P01".to_owned(), text: "x".to_owned() }
}

/// Ends the sessions that hold an advisory lock, as when their network does.
async fn cut(db: &Db) {
    let sql = "select count(pg_terminate_backend(pid))::text from pg_locks where \
               locktype = 'advisory' and database = \
               (select oid from pg_database where datname = current_database())";
    assert_eq!(text(db, sql).await, "1");
}

#[sqlx::test(migrations = "../../sql/migrations")]
async fn one_leads_and_who_comes_after_shuts_it_out(pool: PgPool) {
    let db = Db::from_pool(pool);
    assert!(Leider::stand(&db).await.unwrap().is_none());
    let first = lead(&db).await;
    assert!(Leider::take(&db, "test", SILENT).await.unwrap().is_none());
    first.beat().await.unwrap();
    let stand = Leider::stand(&db).await.unwrap().unwrap();
    assert!(stand.leidt && stand.stil_seconden < 60);
    assert_eq!(stand.pid, i32::try_from(std::process::id()).ok());
    cut(&db).await;
    let second = lead(&db).await;
    assert_eq!(second.fencing(), first.fencing() + 1);
    assert!(matches!(first.beat().await, Err(Error::LeaderLost { .. })));
    // Nothing that the first writes comes through, and nothing of it stays.
    let Antwoord::Aangenomen(verzoek) = ask(&db, 1, run("a")).await else { panic!("it is new") };
    let afloop = Afloop { status: Status::Succeeded, failure: None };
    for refused in [
        dienst::take(&db, &first, now()).await.map(|_| ()),
        dienst::start(&db, &first, &moment(7, now())).await.map(|_| ()),
        dienst::register(&db, &first, "nacht", now()).await,
        dienst::finish(&db, &first, verzoek, &afloop, now()).await,
        dienst::requeue(&db, &first, verzoek, None).await,
        dienst::assign_run(&db, &first, verzoek, 1).await,
        dienst::resume(&db, &first, 3, now()).await.map(|_| ()),
    ] {
        assert!(matches!(refused, Err(Error::LeaderLost { .. })), "{refused:?}");
    }
    assert_eq!(text(&db, "select status from beheer.verzoek").await, "queued");
    assert_eq!(text(&db, "select count(*)::text from beheer.planning").await, "0");
    second.release().await.unwrap();
    let third = lead(&db).await;
    assert_eq!(third.fencing(), first.fencing() + 2);
}

#[sqlx::test(migrations = "../../sql/migrations")]
async fn a_leader_that_lost_its_session_knows_at_its_next_beat(pool: PgPool) {
    let db = Db::from_pool(pool);
    let leider = lead(&db).await;
    cut(&db).await;
    assert!(matches!(leider.beat().await, Err(Error::LeaderLost { .. })));
    assert!(!Leider::stand(&db).await.unwrap().unwrap().leidt);
}

#[sqlx::test(migrations = "../../sql/migrations")]
async fn a_moment_starts_once_whoever_starts_it(pool: PgPool) {
    let db = Db::from_pool(pool);
    let first = lead(&db).await;
    let (one, two) = (now(), now() + TimeDelta::days(1));
    let made = dienst::start(&db, &first, &moment(1, one)).await.unwrap();
    assert!(matches!(made, Gestart::Nieuw(_)));
    assert_eq!(dienst::start(&db, &first, &moment(1, one)).await.unwrap(), Gestart::Bestond);
    let taken = dienst::take(&db, &first, one).await.unwrap().unwrap();
    assert_eq!((taken.opdracht.clone(), taken.plan.as_deref()), (run("a"), Some("nacht")));
    first.release().await.unwrap();
    let second = lead(&db).await;
    assert_eq!(dienst::start(&db, &second, &moment(1, one)).await.unwrap(), Gestart::Bestond);
    // The night before still runs: this one is another.
    let next = dienst::start(&db, &second, &moment(2, two)).await.unwrap();
    assert!(matches!(next, Gestart::Nieuw(_)));
    // It waits: the moment after is done by its run, and stands as such.
    let third = dienst::start(&db, &second, &moment(3, two + TimeDelta::hours(1))).await.unwrap();
    assert!(matches!(third, Gestart::Samengevoegd(_)));
    let merged =
        "select status || ' ' || foutcode from beheer.verzoek order by verzoek_id desc limit 1";
    assert_eq!(text(&db, merged).await, "skipped MERGED");
    let stand = dienst::stand(&db).await.unwrap();
    assert_eq!(stand.get("nacht"), Some(&(two + TimeDelta::hours(1))));
    let audit = "select count(*)::text from beheer.audit where wie = 'planner'";
    assert_eq!(text(&db, audit).await, "2");
}

#[sqlx::test(migrations = "../../sql/migrations")]
async fn the_queue_gives_the_oldest_whose_time_has_come(pool: PgPool) {
    let db = Db::from_pool(pool);
    let leider = lead(&db).await;
    let orders = [
        run("a"),
        Opdracht::RerunRun(4),
        Opdracht::RerunTaak(5),
        Opdracht::RerunMislukt(None),
        Opdracht::RerunMislukt(Some(4)),
        Opdracht::RerunBron {
            bron: "a".to_owned(),
            van: Some(now().date_naive()),
            tot: Some(now().date_naive()),
        },
        Opdracht::Replay { rijen: Some(vec![3, 9]), code: None },
        Opdracht::Replay { rijen: None, code: Some("TR056".to_owned()) },
    ];
    for (key, order) in (1..).zip(&orders) {
        assert!(matches!(ask(&db, key, order.clone()).await, Antwoord::Aangenomen(_)));
        assert!(matches!(ask(&db, key + 100, order.clone()).await, Antwoord::Bestond(_)));
    }
    for order in &orders {
        let taken = dienst::take(&db, &leider, now()).await.unwrap().unwrap();
        assert_eq!((&taken.opdracht, taken.poging, taken.wie.as_str()), (order, 1, "test"));
        // Later: not before its time.
        let later = now() + TimeDelta::minutes(1);
        dienst::requeue(&db, &leider, taken.verzoek_id, Some((later, &failure()))).await.unwrap();
    }
    assert_eq!(dienst::take(&db, &leider, now()).await.unwrap(), None);
    let later = now() + TimeDelta::minutes(1);
    let taken = dienst::take(&db, &leider, later).await.unwrap().unwrap();
    assert_eq!((taken.opdracht.clone(), taken.poging), (run("a"), 2));
    // The service stops: that was no try.
    dienst::requeue(&db, &leider, taken.verzoek_id, None).await.unwrap();
    let taken = dienst::take(&db, &leider, now()).await.unwrap().unwrap();
    assert_eq!(taken.poging, 2);
    let afloop = Afloop { status: Status::Failed, failure: Some(failure()) };
    dienst::finish(&db, &leider, taken.verzoek_id, &afloop, now()).await.unwrap();
    // What has ended stays as it ended.
    let other = Afloop { status: Status::Succeeded, failure: None };
    dienst::finish(&db, &leider, taken.verzoek_id, &other, now()).await.unwrap();
    let found = dienst::find(&db, taken.verzoek_id).await.unwrap().unwrap();
    assert_eq!((found.status.as_str(), found.foutcode.as_deref()), ("failed", Some("57P01")));
    // And may be asked again.
    assert!(matches!(ask(&db, 200, run("a")).await, Antwoord::Aangenomen(_)));
    assert!(dienst::find(&db, 9999).await.unwrap().is_none());
}

#[sqlx::test(migrations = "../../sql/migrations")]
async fn what_a_dead_process_left_is_begun_again_but_not_for_ever(pool: PgPool) {
    let db = Db::from_pool(pool);
    let mut leider = lead(&db).await;
    ask(&db, 1, run("a")).await;
    for tries in 1..=3 {
        let taken = dienst::take(&db, &leider, now()).await.unwrap().unwrap();
        assert_eq!(taken.poging, tries);
        leider.release().await.unwrap();
        leider = lead(&db).await;
        let left = dienst::resume(&db, &leider, 3, now()).await.unwrap();
        let expect = if tries == 3 { "failed" } else { "queued" };
        assert_eq!(left, [(taken.verzoek_id, expect.to_owned())]);
        assert!(dienst::resume(&db, &leider, 3, now()).await.unwrap().is_empty());
    }
    assert_eq!(
        text(&db, "select status || ' ' || foutcode from beheer.verzoek").await,
        "failed CRASHED"
    );
}

#[sqlx::test(migrations = "../../sql/migrations")]
async fn a_request_to_stop_finds_what_it_means(pool: PgPool) {
    let db = Db::from_pool(pool);
    let leider = lead(&db).await;
    ask(&db, 1, run("a")).await;
    ask(&db, 2, run("b")).await;
    let busy = dienst::take(&db, &leider, now()).await.unwrap().unwrap();
    let insert = "insert into beheer.run (soort, status, gestart_door, versie, fencing, peildatum, \
                  gestart_op) values ('run', 'running', 'x', '0', 1, '2026-01-01', now()) \
                  returning run_id::text";
    let run_id: i64 = text(&db, insert).await.parse().unwrap();
    dienst::assign_run(&db, &leider, busy.verzoek_id, run_id).await.unwrap();
    ask(&db, 3, Opdracht::Annuleren(run_id)).await;
    ask(&db, 4, Opdracht::AnnulerenVerzoek(busy.verzoek_id + 1)).await;
    ask(&db, 5, Opdracht::Annuleren(run_id + 1)).await;
    let found: Vec<_> = dienst::annuleringen(&db)
        .await
        .unwrap()
        .into_iter()
        .map(|stop| (stop.gevonden_id, stop.gevonden_status))
        .collect();
    assert_eq!(
        found,
        [
            (Some(busy.verzoek_id), Some("running".to_owned())),
            (Some(busy.verzoek_id + 1), Some("queued".to_owned())),
            (None, None),
        ]
    );
    // A request to stop is not itself a run.
    let waiting = dienst::take(&db, &leider, now()).await.unwrap().unwrap();
    assert_eq!(waiting.opdracht, run("b"));
    assert_eq!(dienst::take(&db, &leider, now()).await.unwrap(), None);
    let by = ("test", Herkomst::Opdrachtregel);
    assert!(!dienst::trek_in(&db, waiting.verzoek_id, by, now()).await.unwrap());
    dienst::requeue(&db, &leider, waiting.verzoek_id, None).await.unwrap();
    assert!(dienst::trek_in(&db, waiting.verzoek_id, by, now()).await.unwrap());
    assert!(!dienst::trek_in(&db, waiting.verzoek_id, by, now()).await.unwrap());
}
