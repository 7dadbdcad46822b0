//! What a publication tells about itself.

use core::ops::AddAssign;
use std::time::Duration;

/// How far a publication is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Progress {
    /// Chains that were recomputed.
    pub chains: u64,
    /// Chains to recompute; for a first load those with an allocation, so the end may be a little further.
    pub chains_total: u64,
}

/// What a publication did.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PublishReport {
    /// Whether the facts were empty before.
    pub is_first: bool,
    /// Chains that were recomputed.
    pub chains: u64,
    /// What was computed, per kind.
    pub geteld: Geteld,
    /// Rules that could not be judged, each with the reason in Dutch.
    pub niet_toetsbaar: Vec<(&'static str, &'static str)>,
    /// What happened per table.
    pub tables: Vec<TableReport>,
    /// How long it took.
    pub durations: Durations,
}

impl PublishReport {
    /// Rows that were inserted or updated, over all tables.
    pub fn written(&self) -> u64 {
        self.tables.iter().map(|table| table.written).sum()
    }

    /// Rows that were deleted, or for findings marked as resolved, over all tables.
    pub fn deleted(&self) -> u64 {
        self.tables.iter().map(|table| table.deleted).sum()
    }
}

/// How much was computed of each kind of kring.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Geteld {
    /// Chains, or groups of chains that belong together.
    pub ketens: u64,
    /// Dossiers: everything of one person at one provider.
    pub dossiers: u64,
    /// Messages.
    pub berichten: u64,
    /// Reference numbers.
    pub kenmerken: u64,
}

impl AddAssign for Geteld {
    fn add_assign(&mut self, other: Self) {
        self.ketens += other.ketens;
        self.dossiers += other.dossiers;
        self.berichten += other.berichten;
        self.kenmerken += other.kenmerken;
    }
}

/// What happened to one table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TableReport {
    /// Name without schema.
    pub table: &'static str,
    /// Rows that were computed.
    pub computed: u64,
    /// Rows that were inserted or updated.
    pub written: u64,
    /// Rows that were deleted; for findings: marked as resolved. A changed row is deleted and written.
    pub deleted: u64,
}

impl TableReport {
    /// Rows that were computed and already stood there as they are.
    pub const fn unchanged(&self) -> u64 {
        self.computed.saturating_sub(self.written)
    }
}

/// How long the steps took.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Durations {
    /// Working out what to recompute.
    pub touch: Duration,
    /// Reading, computing and copying.
    pub compute: Duration,
    /// All of it, with merging or building indexes, and the commit.
    pub total: Duration,
}
