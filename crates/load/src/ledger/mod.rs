//! The writing side of the ledger: runs, tasks, files, key id, audit.
//!
//! A task that loads files is written by [`crate::landing::write_batch`], in the transaction of its data.

mod audit;
mod bestand;
mod key;
mod run;
mod task;
mod telling;

pub(crate) use audit::record_audit_in;
pub use audit::{Handeling, record_audit};
pub use bestand::{
    BekendBestand, BestandKenmerk, FileSet, expired_hashes, has_files, known_files, known_hashes,
    page_of_files, rivals,
};
pub use key::{check_key, store_key};
pub use run::{NewRun, RunSoort, fail_crashed_runs, finish_run, last_peildatum, start_run};
pub use task::{
    Failure, FinishedTask, TaakSoort, failed_sources, is_published, mark_redone, next_task_id,
    record_source, record_task, record_task_in, task_sources,
};
pub use telling::{Aantal, Telling};

/// Where a run or a task stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// Asked for, not begun.
    Queued,
    /// Busy.
    Running,
    /// Everything was loaded.
    Succeeded,
    /// Done, but something is in quarantine or failed.
    Partial,
    /// Nothing of it was stored.
    Failed,
    /// Ended on request.
    Cancelled,
    /// There was nothing to do, or it was not its turn.
    Skipped,
}

impl Status {
    /// The word as it stands in the ledger.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::Running => "running",
            Self::Succeeded => "succeeded",
            Self::Partial => "partial",
            Self::Failed => "failed",
            Self::Cancelled => "cancelled",
            Self::Skipped => "skipped",
        }
    }
}
