//! How far a run is, for whoever watches.

/// What a run is doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Stage {
    /// Nothing yet.
    #[default]
    Starting,
    /// Files to landing.
    Inlezen,
    /// Building the indexes of landing after a first load.
    Indexeren,
    /// Landing to facts.
    Publiceren,
    /// Tables of `StatLine`.
    Statline,
    /// Done.
    Done,
}

/// A snapshot; totals grow while folders are still being listed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Progress {
    /// Its number, once it is in the ledger.
    pub run_id: Option<i64>,
    /// What the run is doing.
    pub stage: Stage,
    /// Files that are done.
    pub files: u64,
    /// Files found so far that are to be read.
    pub files_total: u64,
    /// Records read.
    pub records: u64,
    /// Chains recomputed.
    pub chains: u64,
    /// Chains to recompute.
    pub chains_total: u64,
    /// Table of `StatLine` in hand; empty before the first.
    pub table: String,
    /// Rows of it that are stored.
    pub rows: u64,
    /// Rows that it must give: exact, known before its first page.
    pub rows_total: u64,
    /// MB (2^20 bytes) of a file with all of it that came in; 0: it comes by pages.
    pub file_mb: u64,
}
