//! Tasks: one transaction of work each, written when it is over.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use crate::{Db, Error};

use super::{Status, Telling};

/// Kind of task.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TaakSoort {
    /// Files to landing.
    Inlezen,
    /// Landing to facts.
    Publiceren,
}

impl TaakSoort {
    /// The word as it stands in the ledger.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Inlezen => "inlezen",
            Self::Publiceren => "publiceren",
        }
    }
}

/// Why a run or task failed, without values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// SQLSTATE or own code.
    pub code: String,
    /// A sentence.
    pub text: String,
}

impl From<&Error> for Failure {
    fn from(error: &Error) -> Self {
        Self { code: error.code().to_owned(), text: error.to_string() }
    }
}

/// A task that is over.
#[derive(Debug, Clone)]
pub struct FinishedTask {
    /// Its number; `None`: the next one.
    pub taak_id: Option<i64>,
    /// Its run.
    pub run_id: i64,
    /// Source.
    pub bron: String,
    /// Kind.
    pub soort: TaakSoort,
    /// What it covered.
    pub eenheid: String,
    /// How it ended.
    pub status: Status,
    /// Which attempt this was, from 1.
    pub poging: i32,
    /// Whether the facts hold it already, or it changes no facts.
    pub is_gepubliceerd: bool,
    /// Why it failed.
    pub failure: Option<Failure>,
    /// When it began.
    pub gestart_op: DateTime<Utc>,
    /// What it counted.
    pub telling: Telling,
}

/// Reserves a task number, so that doing a task twice can be told from doing two tasks.
///
/// # Errors
/// `Database`.
pub async fn next_task_id(db: &Db) -> Result<i64, Error> {
    let sql = include_str!("../../../../sql/ledger/next_task_id.sql");
    Ok(sqlx::query_scalar(sql).fetch_one(db.pool()).await?)
}

/// Writes `task` and returns its number. With a reserved number it may be done again: the row is written once.
///
/// # Errors
/// `Database`.
pub async fn record_task(db: &Db, task: &FinishedTask) -> Result<i64, Error> {
    let recorded = record_task_in(&mut *db.pool().acquire().await?, task).await;
    match (recorded, task.taak_id) {
        // The answer to an earlier attempt was lost, the row was not.
        (Err(Error::Database(failure)), Some(taak_id))
            if failure.constraint.as_deref() == Some("taak_pkey") =>
        {
            Ok(taak_id)
        }
        (recorded, _) => recorded,
    }
}

/// Writes `task` in the transaction of `connection` and returns its number.
///
/// # Errors
/// `Database`.
pub async fn record_task_in(
    connection: &mut PgConnection,
    task: &FinishedTask,
) -> Result<i64, Error> {
    let failure = task.failure.as_ref();
    let taak_id = sqlx::query_scalar(include_str!("../../../../sql/ledger/insert_task.sql"))
        .bind(task.taak_id)
        .bind(task.run_id)
        .bind(&task.bron)
        .bind(task.soort.code())
        .bind(&task.eenheid)
        .bind(task.status.code())
        .bind(task.poging)
        .bind(task.is_gepubliceerd)
        .bind(failure.map(|failure| failure.code.as_str()))
        .bind(failure.map(|failure| failure.text.as_str()))
        .bind(task.gestart_op)
        .bind(task.telling.records().as_slice())
        .bind(task.telling.bedragen().as_slice())
        .bind(Utc::now())
        .fetch_one(connection)
        .await?;
    Ok(taak_id)
}

/// Takes failed tasks of earlier runs off the list of what stands as failed: `run_id` did their work.
///
/// # Errors
/// `Database`.
pub async fn mark_redone(
    db: &Db,
    run_id: i64,
    soort: TaakSoort,
    bron: Option<&str>,
) -> Result<(), Error> {
    sqlx::query(include_str!("../../../../sql/ledger/mark_redone.sql"))
        .bind(run_id)
        .bind(soort.code())
        .bind(bron)
        .execute(db.pool())
        .await?;
    Ok(())
}

/// Writes down that `run_id` read `bron` to its end without a failed task, whether anything was new or not.
///
/// # Errors
/// `Database`.
pub async fn record_source(db: &Db, run_id: i64, bron: &str) -> Result<(), Error> {
    sqlx::query(include_str!("../../../../sql/ledger/upsert_source.sql"))
        .bind(run_id)
        .bind(bron)
        .execute(db.pool())
        .await?;
    Ok(())
}

/// The sources that a run or a task read, whether it failed or not.
///
/// # Errors
/// `Database`.
pub async fn task_sources(
    db: &Db,
    run_id: Option<i64>,
    taak_id: Option<i64>,
) -> Result<Vec<String>, Error> {
    let sql = include_str!("../../../../sql/ledger/select_task_sources.sql");
    Ok(sqlx::query_scalar(sql).bind(run_id).bind(taak_id).fetch_all(db.pool()).await?)
}

/// Sources with a loading task that stands as failed, of one run or task or of all.
///
/// # Errors
/// `Database`.
pub async fn failed_sources(
    db: &Db,
    run_id: Option<i64>,
    taak_id: Option<i64>,
) -> Result<Vec<String>, Error> {
    let sql = include_str!("../../../../sql/ledger/select_failed_sources.sql");
    Ok(sqlx::query_scalar(sql).bind(run_id).bind(taak_id).fetch_all(db.pool()).await?)
}

/// Whether anything of `run_id`, or of `taak_id`, was loaded and is in the facts.
///
/// # Errors
/// `Database`.
pub async fn is_published(
    db: &Db,
    run_id: Option<i64>,
    taak_id: Option<i64>,
) -> Result<bool, Error> {
    let sql = include_str!("../../../../sql/ledger/is_published.sql");
    Ok(sqlx::query_scalar(sql).bind(run_id).bind(taak_id).fetch_one(db.pool()).await?)
}
