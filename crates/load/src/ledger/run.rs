//! Runs: start, end, and what a crash left behind.

use chrono::NaiveDate;

use crate::slot::Slot;
use crate::{Db, Error};

use super::{Failure, Status};

/// What was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RunSoort {
    /// New files.
    Run,
    /// Tasks again.
    Rerun,
    /// Quarantined files again.
    Replay,
}

impl RunSoort {
    /// The word as it stands in the ledger.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Run => "run",
            Self::Rerun => "rerun",
            Self::Replay => "replay",
        }
    }
}

/// A run that starts.
#[derive(Debug, Clone)]
pub struct NewRun<'a> {
    /// What was asked for.
    pub soort: RunSoort,
    /// Who asked: a user name, or the scheduler.
    pub gestart_door: &'a str,
    /// Version of the program.
    pub versie: &'a str,
    /// The day that counts as today.
    pub peildatum: NaiveDate,
    /// The run that is done again.
    pub rerun_van: Option<i64>,
}

/// The reference date that the facts are of: that of the newest run that ended well.
///
/// # Errors
/// `Database`.
pub async fn last_peildatum(db: &Db) -> Result<Option<NaiveDate>, Error> {
    let sql = include_str!("../../../../sql/ledger/select_last_peildatum.sql");
    Ok(sqlx::query_scalar(sql).fetch_optional(db.pool()).await?)
}

/// Writes down that a run starts under `slot` and returns its number.
///
/// # Errors
/// `Database`.
pub async fn start_run(db: &Db, slot: &Slot, run: &NewRun<'_>) -> Result<i64, Error> {
    let run_id = sqlx::query_scalar(include_str!("../../../../sql/ledger/insert_run.sql"))
        .bind(run.soort.code())
        .bind(run.gestart_door)
        .bind(run.versie)
        .bind(run.peildatum)
        .bind(run.rerun_van)
        .bind(slot.fencing())
        .fetch_one(db.pool())
        .await?;
    slot.assign(db, run_id).await?;
    Ok(run_id)
}

/// Writes down how a run ended. What ended already stays: a process that wakes up late does not tell another end.
///
/// # Errors
/// `Database`.
pub async fn finish_run(
    db: &Db,
    run_id: i64,
    status: Status,
    failure: Option<&Failure>,
) -> Result<(), Error> {
    sqlx::query(include_str!("../../../../sql/ledger/finish_run.sql"))
        .bind(run_id)
        .bind(status.code())
        .bind(failure.map(|failure| failure.code.as_str()))
        .bind(failure.map(|failure| failure.text.as_str()))
        .execute(db.pool())
        .await?;
    Ok(())
}

/// Marks runs that still stand as running as failed: `slot` is ours, so they cannot be. Returns how many.
///
/// # Errors
/// `Database`.
pub async fn fail_crashed_runs(db: &Db, slot: &Slot) -> Result<u64, Error> {
    let done = sqlx::query(include_str!("../../../../sql/ledger/fail_crashed_runs.sql"))
        .bind(slot.fencing())
        .execute(db.pool())
        .await?;
    Ok(done.rows_affected())
}
