//! Runs, their tasks, and how each source stands.

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::FromRow;

use crate::{Db, Error};

/// A run with the totals of the tasks that read files.
#[derive(Debug, Clone, FromRow)]
pub struct RunRij {
    /// Number.
    pub run_id: i64,
    /// Run whose tasks were done again.
    pub rerun_van: Option<i64>,
    /// `run`, `rerun` or `replay`.
    pub soort: String,
    /// Status word.
    pub status: String,
    /// Who started it.
    pub gestart_door: String,
    /// Version of the program.
    pub versie: String,
    /// Code of the failure.
    pub foutcode: Option<String>,
    /// What went wrong.
    pub fout: Option<String>,
    /// Reference date.
    pub peildatum: NaiveDate,
    /// Begin.
    pub gestart_op: DateTime<Utc>,
    /// End; `None` while it runs.
    pub geeindigd_op: Option<DateTime<Utc>>,
    /// Tasks that read files.
    pub taken: i64,
    /// Of these, failed.
    pub mislukt: i64,
    /// Records read.
    pub gelezen: i64,
    /// Records loaded.
    pub geladen: i64,
    /// Records refused.
    pub gequarantaineerd: i64,
    /// Records in messages that were there already.
    pub dubbel: i64,
}

/// A task.
#[derive(Debug, Clone, FromRow)]
pub struct TaakRij {
    /// Number.
    pub taak_id: i64,
    /// Of a failed task: the run that did the work after all.
    pub overgedaan_in_run: Option<i64>,
    /// Source.
    pub bron: String,
    /// `inlezen` or `publiceren`.
    pub soort: String,
    /// What it comprises.
    pub eenheid: String,
    /// Status word.
    pub status: String,
    /// Which attempt gave this outcome.
    pub poging: i32,
    /// Whether the facts hold it.
    pub is_gepubliceerd: bool,
    /// Code of the failure.
    pub foutcode: Option<String>,
    /// What went wrong.
    pub fout: Option<String>,
    /// Records read.
    pub gelezen: i64,
    /// Records loaded.
    pub geladen: i64,
    /// Records refused.
    pub gequarantaineerd: i64,
    /// Records in messages that were there already.
    pub dubbel: i64,
    /// Eurocents read.
    pub bedrag_gelezen_eurocent: i64,
    /// Eurocents loaded.
    pub bedrag_geladen_eurocent: i64,
    /// Eurocents refused.
    pub bedrag_gequarantaineerd_eurocent: i64,
    /// Eurocents in messages that were there already.
    pub bedrag_dubbel_eurocent: i64,
    /// Begin.
    pub gestart_op: DateTime<Utc>,
    /// End.
    pub geeindigd_op: Option<DateTime<Utc>>,
}

/// How often a run refused something for one reason.
#[derive(Debug, Clone, FromRow)]
pub struct WeigeringenRij {
    /// Source.
    pub bron: String,
    /// Code.
    pub code: String,
    /// Refusals.
    pub aantal: i64,
    /// Records in them.
    pub records: i64,
    /// Of the refusals, still open.
    pub nog_open: i64,
}

/// How a source stands.
#[derive(Debug, Clone, FromRow)]
pub struct BronStand {
    /// Source.
    pub bron: String,
    /// Newest run that had a task of it or read it to its end.
    pub run_id: i64,
    /// `failed` as long as a failure stands; else the worst status of its tasks in that run.
    pub status: String,
    /// Code of the failure.
    pub foutcode: Option<String>,
    /// What went wrong.
    pub fout: Option<String>,
    /// End of the newest run that read it to its end; `None` when none did.
    pub laatste_succes: Option<DateTime<Utc>>,
}

/// The newest `rows_max` runs, or only the run `only`.
///
/// # Errors
/// `Database`.
pub async fn list_runs(db: &Db, rows_max: i64, only: Option<i64>) -> Result<Vec<RunRij>, Error> {
    let sql = include_str!("../../../../sql/beheer/select_runs.sql");
    Ok(sqlx::query_as(sql).bind(rows_max).bind(only).fetch_all(db.pool()).await?)
}

/// The tasks of a run, in order.
///
/// # Errors
/// `Database`.
pub async fn list_tasks(db: &Db, run_id: i64) -> Result<Vec<TaakRij>, Error> {
    let sql = include_str!("../../../../sql/beheer/select_tasks.sql");
    Ok(sqlx::query_as(sql).bind(run_id).fetch_all(db.pool()).await?)
}

/// The run of a task; `None` when there is no such task.
///
/// # Errors
/// `Database`.
pub async fn run_of_task(db: &Db, taak_id: i64) -> Result<Option<i64>, Error> {
    let sql = include_str!("../../../../sql/beheer/select_run_of_task.sql");
    Ok(sqlx::query_scalar(sql).bind(taak_id).fetch_optional(db.pool()).await?)
}

/// What a run refused, by source and code.
///
/// # Errors
/// `Database`.
pub async fn refusals_of_run(db: &Db, run_id: i64) -> Result<Vec<WeigeringenRij>, Error> {
    let sql = include_str!("../../../../sql/beheer/select_refusals_of_run.sql");
    Ok(sqlx::query_as(sql).bind(run_id).fetch_all(db.pool()).await?)
}

/// Every source that was ever read.
///
/// # Errors
/// `Database`.
pub async fn list_sources(db: &Db) -> Result<Vec<BronStand>, Error> {
    let sql = include_str!("../../../../sql/beheer/select_sources.sql");
    Ok(sqlx::query_as(sql).fetch_all(db.pool()).await?)
}
