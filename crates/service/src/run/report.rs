//! What a run did, in the words of `run --json`.

use std::collections::BTreeMap;

use load::ledger::{Failure, Status, Telling};
use serde::Serialize;

/// A run that is over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RunReport {
    /// Its number; `None` for a dry run.
    pub run_id: Option<i64>,
    /// How it ended.
    #[serde(serialize_with = "status_word")]
    pub status: Status,
    /// Its tasks, in order.
    pub tasks: Vec<TaskReport>,
    /// Their sums.
    pub totals: Totals,
    /// What was odd but loaded: how often, by code (such as `SCHEMA_DRIFT` or `TR358`).
    pub warnings: BTreeMap<&'static str, u32>,
    /// Rules that were not judged, for want of a list; empty when nothing was published.
    pub rules_not_testable: Vec<NotTestable>,
    /// What a person should know of a source that went well, such as a newer edition of a table.
    pub notices: Vec<Notice>,
}

/// Something to know of a source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Notice {
    /// Code, such as `NEW_EDITION`.
    pub code: &'static str,
    /// Source.
    pub source: String,
    /// What there is to know.
    pub text: String,
}

/// What loading a table of `StatLine` changed, in cells.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TableReport {
    /// Identifier of the table.
    pub table: String,
    /// Its version: `YYYYMMDDHHMM`.
    pub table_version: String,
    /// Cells that were not there.
    pub new: u64,
    /// Cells with another value or reason.
    pub changed: u64,
    /// Cells that are no longer there.
    pub gone: u64,
    /// Cells that stayed the same.
    pub same: u64,
}

/// A rule that could not be judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct NotTestable {
    /// Code of the rule.
    pub code: &'static str,
    /// Why, in Dutch.
    pub reason: &'static str,
}

/// A task of the run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TaskReport {
    /// Its number; `None` when nothing was written.
    pub task_id: Option<i64>,
    /// Source, or `dwh` for publishing.
    pub source: String,
    /// What it covered.
    pub unit: String,
    /// How it ended.
    #[serde(serialize_with = "status_word")]
    pub status: Status,
    /// Records read; for publishing: chains.
    pub read: i64,
    /// Records loaded; for publishing: chains.
    pub loaded: i64,
    /// Records refused.
    pub quarantined: i64,
    /// Records in messages that were loaded before.
    pub duplicate: i64,
    /// SQLSTATE or own code of a failure.
    pub error_code: Option<String>,
    /// What went wrong.
    pub error: Option<String>,
    /// What it changed, for a table of `StatLine` that was loaded.
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    pub statline: Option<TableReport>,
}

/// Sums over the tasks that load files, and what publishing recomputed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Totals {
    /// Files that were read and written down.
    pub files: u64,
    /// Names in the folders that were left alone: not a message file, vanished, or still being written.
    pub files_skipped: u64,
    /// Records read: loaded + quarantined + duplicate.
    pub read: i64,
    /// Records loaded.
    pub loaded: i64,
    /// Records refused.
    pub quarantined: i64,
    /// Records in messages that were loaded before.
    pub duplicate: i64,
    /// Money in the records read, in eurocents.
    pub read_eurocent: i64,
    /// Money in the records loaded, in eurocents.
    pub loaded_eurocent: i64,
    /// Money in the records refused, in eurocents.
    pub quarantined_eurocent: i64,
    /// Money in duplicate records, in eurocents.
    pub duplicate_eurocent: i64,
    /// Chains that were recomputed and published.
    pub chains: u64,
}

impl RunReport {
    /// Whether there was nothing to load and nothing to publish.
    pub fn is_nothing_new(&self) -> bool {
        self.tasks.is_empty() && self.status != Status::Cancelled
    }
}

impl TaskReport {
    pub(super) fn new(source: &str, unit: &str, status: Status, telling: &Telling) -> Self {
        Self {
            task_id: None,
            source: source.to_owned(),
            unit: unit.to_owned(),
            status,
            read: telling.gelezen().records,
            loaded: telling.geladen.records,
            quarantined: telling.gequarantaineerd.records,
            duplicate: telling.dubbel.records,
            error_code: None,
            error: None,
            statline: None,
        }
    }

    pub(crate) fn failed(source: &str, unit: &str, failure: &Failure) -> Self {
        Self {
            error_code: Some(failure.code.clone()),
            error: Some(failure.text.clone()),
            ..Self::new(source, unit, Status::Failed, &Telling::default())
        }
    }
}

impl Totals {
    pub(super) fn add(&mut self, telling: &Telling) {
        let gelezen = telling.gelezen();
        self.read += gelezen.records;
        self.loaded += telling.geladen.records;
        self.quarantined += telling.gequarantaineerd.records;
        self.duplicate += telling.dubbel.records;
        self.read_eurocent += gelezen.bedrag.waarde();
        self.loaded_eurocent += telling.geladen.bedrag.waarde();
        self.quarantined_eurocent += telling.gequarantaineerd.bedrag.waarde();
        self.duplicate_eurocent += telling.dubbel.bedrag.waarde();
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "the signature that serde asks for")]
fn status_word<S: serde::Serializer>(status: &Status, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(status.code())
}
