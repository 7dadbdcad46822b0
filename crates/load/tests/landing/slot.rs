//! One writer: the slot, its fencing number, and the ledger around it.

use domain::Pseudoniemsleutel;
use load::landing::write_batch;
use load::ledger::{
    self, FinishedTask, NewRun, RunSoort, Status, TaakSoort, Telling, fail_crashed_runs,
    failed_sources, mark_redone,
};
use load::slot::Slot;
use load::{Db, Error};
use sqlx::PgPool;

use crate::fixture::{Warehouse, b301, day, file};

#[sqlx::test(migrations = "../../sql/migrations")]
async fn a_second_run_finds_the_slot_taken(pool: PgPool) {
    let warehouse = Warehouse::new(pool).await;
    assert!(Slot::take(&warehouse.db).await.unwrap().is_none());
    let holder = Slot::holder(&warehouse.db).await.unwrap().unwrap();
    assert_eq!(holder.run_id, Some(warehouse.run_id));
    assert_eq!(holder.pid, i32::try_from(std::process::id()).ok());
    let before = warehouse.slot.fencing();
    warehouse.slot.release().await.unwrap();
    let next = loop {
        // The server frees the lock when it has seen the session end.
        if let Some(slot) = Slot::take(&warehouse.db).await.unwrap() {
            break slot;
        }
    };
    assert_eq!(next.fencing(), before + 1);
}

#[sqlx::test(migrations = "../../sql/migrations")]
async fn a_run_that_lost_its_slot_writes_nothing(pool: PgPool) {
    let warehouse = Warehouse::new(pool).await;
    let kill = "select count(pg_terminate_backend(pid)) from pg_locks \
         where locktype = 'advisory' and granted and database = \
         (select oid from pg_database where datname = current_database())";
    // A lock that was lost with its connection comes back when nobody took the slot.
    assert_eq!(warehouse.number(kill).await, 1);
    let batch = warehouse.batch(vec![file("a.xml", b301("A1", 1, 10))]).await;
    write_batch(&warehouse.db, &warehouse.slot, &batch).await.unwrap();
    // A later run took it: this one is shut out, for good.
    assert_eq!(warehouse.number(kill).await, 1);
    let later = loop {
        if let Some(slot) = Slot::take(&warehouse.db).await.unwrap() {
            break slot;
        }
    };
    let batch = warehouse.batch(vec![file("b.xml", b301("A2", 1, 11))]).await;
    let refused = write_batch(&warehouse.db, &warehouse.slot, &batch).await;
    assert!(matches!(refused, Err(Error::SlotLost { .. })));
    later.release().await.unwrap();
    let refused = write_batch(&warehouse.db, &warehouse.slot, &batch).await;
    assert!(matches!(refused, Err(Error::SlotLost { .. })));
    assert_eq!(warehouse.number("select count(*) from landing.bericht").await, 1);
}

#[sqlx::test(migrations = "../../sql/migrations")]
async fn a_run_that_crashed_is_marked_at_the_next_start(pool: PgPool) {
    let warehouse = Warehouse::new(pool).await;
    assert_eq!(fail_crashed_runs(&warehouse.db, &warehouse.slot).await.unwrap(), 0);
    warehouse.slot.release().await.unwrap();
    let slot = loop {
        if let Some(slot) = Slot::take(&warehouse.db).await.unwrap() {
            break slot;
        }
    };
    assert_eq!(fail_crashed_runs(&warehouse.db, &slot).await.unwrap(), 1);
    assert_eq!(fail_crashed_runs(&warehouse.db, &slot).await.unwrap(), 0);
    let run = sqlx::query_scalar::<_, String>("select status || ' ' || foutcode from beheer.run");
    assert_eq!(run.fetch_one(warehouse.db.pool()).await.unwrap(), "failed CRASHED");
    // Its process was frozen, and wakes.
    ledger::finish_run(&warehouse.db, warehouse.run_id, Status::Succeeded, None).await.unwrap();
    let run = sqlx::query_scalar::<_, String>("select status || ' ' || foutcode from beheer.run");
    assert_eq!(run.fetch_one(warehouse.db.pool()).await.unwrap(), "failed CRASHED");
}

#[sqlx::test(migrations = "../../sql/migrations")]
async fn another_pseudonym_key_is_refused(pool: PgPool) {
    let db = Db::from_pool(pool);
    let key = |digit: &str| digit.repeat(64).parse::<Pseudoniemsleutel>().unwrap().id();
    ledger::check_key(&db, &key("a")).await.unwrap();
    ledger::check_key(&db, &key("b")).await.unwrap();
    ledger::store_key(&db, &key("a")).await.unwrap();
    ledger::store_key(&db, &key("a")).await.unwrap();
    let refused = ledger::store_key(&db, &key("b")).await;
    assert!(matches!(refused, Err(Error::OtherKey { .. })));
    assert!(ledger::check_key(&db, &key("b")).await.is_err());
}

/// A machine whose clock is a day ahead writes tasks that last as long as they lasted.
#[sqlx::test(migrations = "../../sql/migrations")]
async fn a_task_begins_and_ends_by_the_clock_of_the_database(pool: PgPool) {
    let warehouse = Warehouse::new(pool.clone()).await;
    for (begin, expect) in [(chrono::TimeDelta::days(1), 0), (chrono::TimeDelta::hours(-2), 7_200)]
    {
        let task = FinishedTask {
            taak_id: None,
            run_id: warehouse.run_id,
            bron: "berichten".to_owned(),
            soort: TaakSoort::Inlezen,
            eenheid: "bestanden 1-2".to_owned(),
            status: Status::Succeeded,
            poging: 1,
            is_gepubliceerd: true,
            failure: None,
            gestart_op: chrono::Utc::now() + begin,
            telling: Telling::default(),
        };
        let taak_id = ledger::record_task(&warehouse.db, &task).await.unwrap();
        let sql = "select round(extract(epoch from geeindigd_op - gestart_op))::bigint \
                   from beheer.taak where taak_id = $1 and geeindigd_op <= clock_timestamp()";
        let lasted: i64 = sqlx::query_scalar(sql).bind(taak_id).fetch_one(&pool).await.unwrap();
        assert_eq!(lasted, expect, "{begin}");
    }
}

#[sqlx::test(migrations = "../../sql/migrations")]
async fn a_failed_task_stands_until_its_source_is_loaded(pool: PgPool) {
    let warehouse = Warehouse::new(pool).await;
    let (db, run_id) = (&warehouse.db, warehouse.run_id);
    let task = FinishedTask {
        taak_id: None,
        run_id,
        bron: "berichten".to_owned(),
        soort: TaakSoort::Inlezen,
        eenheid: "bestanden 1-2".to_owned(),
        status: Status::Failed,
        poging: 2,
        is_gepubliceerd: true,
        failure: Some(ledger::Failure { code: "57014".to_owned(), text: "x".to_owned() }),
        gestart_op: chrono::DateTime::UNIX_EPOCH,
        telling: Telling::default(),
    };
    let taak_id = ledger::record_task(db, &task).await.unwrap();
    let again = FinishedTask { taak_id: Some(taak_id), ..task };
    assert_eq!(ledger::record_task(db, &again).await.unwrap(), taak_id);
    let stand = || async { load::beheer::list_sources(db).await.unwrap().pop().unwrap() };
    assert_eq!((stand().await.status.as_str(), stand().await.laatste_succes), ("failed", None));
    assert_eq!(failed_sources(db, None, None).await.unwrap(), ["berichten"]);
    assert_eq!(failed_sources(db, Some(run_id), Some(taak_id)).await.unwrap(), ["berichten"]);
    assert!(failed_sources(db, Some(run_id + 1), None).await.unwrap().is_empty());
    let run = NewRun {
        soort: RunSoort::Rerun,
        gestart_door: "test",
        versie: "0",
        peildatum: day(1),
        rerun_van: Some(run_id),
    };
    let later = ledger::start_run(db, &warehouse.slot, &run).await.unwrap();
    mark_redone(db, later, TaakSoort::Inlezen, Some("other")).await.unwrap();
    assert_eq!(failed_sources(db, None, None).await.unwrap().len(), 1);
    mark_redone(db, later, TaakSoort::Inlezen, Some("berichten")).await.unwrap();
    assert!(failed_sources(db, None, None).await.unwrap().is_empty());
    ledger::record_source(db, later, "berichten").await.unwrap();
    ledger::finish_run(db, later, Status::Succeeded, None).await.unwrap();
    let ended = load::beheer::list_runs(db, 1, Some(later)).await.unwrap()[0].geeindigd_op;
    let stand = stand().await;
    assert_eq!((stand.run_id, stand.status.as_str()), (later, "succeeded"));
    assert_eq!((stand.laatste_succes, stand.fout), (ended, None));
    let audit = ledger::Handeling {
        wie: "a",
        handeling: "pseudoniem",
        object: "1",
        resultaat: "gelukt",
        herkomst: "test",
    };
    ledger::record_audit(db, &audit).await.unwrap();
}

#[sqlx::test]
async fn a_schema_is_checked_before_it_is_used(pool: PgPool) {
    let db = Db::from_pool(pool);
    assert!(matches!(db.check_schema().await, Err(Error::SchemaOld { found: 0, .. })));
    db.migrate().await.unwrap();
    db.migrate().await.unwrap();
    db.check_schema().await.unwrap();
    let edit = "update _sqlx_migrations set checksum = '\\x00' where version = 1";
    sqlx::query(edit).execute(db.pool()).await.unwrap();
    assert!(matches!(db.check_schema().await, Err(Error::SchemaUnknown { found: 1 })));
    assert!(matches!(db.migrate().await, Err(Error::SchemaUnknown { found: 1 })));
}
