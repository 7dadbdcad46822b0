//! Who is told how a run goes, beside the ledger.

use chrono::{DateTime, Utc};
use load::ledger::{Failure, RunSoort, Status};

use super::report::{TaskReport, Totals};

/// A run that has begun.
#[derive(Debug, Clone)]
pub struct RunBegin {
    /// Its number.
    pub run_id: i64,
    /// What was asked for.
    pub soort: RunSoort,
    /// Sources that it may read.
    pub bronnen: Vec<String>,
    /// When.
    pub op: DateTime<Utc>,
}

/// A run that is over.
#[derive(Debug, Clone)]
pub struct RunEinde {
    /// Its number.
    pub run_id: i64,
    /// How it ended.
    pub status: Status,
    /// Why it failed.
    pub failure: Option<Failure>,
    /// Sums over its tasks.
    pub totals: Totals,
    /// When.
    pub op: DateTime<Utc>,
}

/// Somebody who watches runs. No call may wait or fail: what cannot be told at once is dropped by who listens.
pub trait Waarnemer: std::fmt::Debug + Send + Sync {
    /// A run has begun.
    fn begonnen(&self, run: RunBegin);
    /// A task of run `run_id` is over.
    fn taak(&self, run_id: i64, op: DateTime<Utc>, taak: &TaskReport);
    /// A run is over.
    fn klaar(&self, run: RunEinde);
}
