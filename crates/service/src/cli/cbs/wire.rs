//! The JSON of `sluis cbs`. Field names are a public contract: they may grow, not change.

use chrono::{DateTime, Utc};
use serde::Serialize;

/// `cbs search --json`.
#[derive(Debug, Serialize)]
pub(in crate::cli::cbs) struct Found {
    /// Whether CBS was asked now.
    pub(in crate::cli::cbs) is_live: bool,
    /// Catalogues that were searched.
    pub(in crate::cli::cbs) catalogues: Vec<Catalogue>,
    pub(in crate::cli::cbs) tables: Vec<FoundTable>,
    /// Whether the limit left some out.
    pub(in crate::cli::cbs) has_more: bool,
}

/// A catalogue.
#[derive(Debug, Serialize)]
pub(in crate::cli::cbs) struct Catalogue {
    pub(in crate::cli::cbs) base_url: String,
    pub(in crate::cli::cbs) tables: i64,
    /// When a run saw it; now when it is absent.
    pub(in crate::cli::cbs) seen_at: Option<DateTime<Utc>>,
}

/// A table that was found.
#[derive(Debug, Serialize)]
pub(in crate::cli::cbs) struct FoundTable {
    pub(in crate::cli::cbs) table: String,
    pub(in crate::cli::cbs) title: String,
    pub(in crate::cli::cbs) description: String,
    pub(in crate::cli::cbs) status: String,
    pub(in crate::cli::cbs) language: String,
    pub(in crate::cli::cbs) version: String,
    pub(in crate::cli::cbs) rows: Option<i64>,
    pub(in crate::cli::cbs) base_url: String,
    /// Sources that loaded it.
    pub(in crate::cli::cbs) loaded_by: Vec<String>,
}

/// `cbs show --json`.
#[derive(Debug, Serialize)]
pub(in crate::cli::cbs) struct Shown {
    pub(in crate::cli::cbs) table: String,
    pub(in crate::cli::cbs) title: String,
    pub(in crate::cli::cbs) summary: String,
    pub(in crate::cli::cbs) protocol: String,
    pub(in crate::cli::cbs) base_url: String,
    /// Whether CBS was asked; if not, this is what the warehouse knows.
    pub(in crate::cli::cbs) is_live: bool,
    pub(in crate::cli::cbs) status: String,
    pub(in crate::cli::cbs) version: String,
    /// Why the version came.
    pub(in crate::cli::cbs) reason: String,
    pub(in crate::cli::cbs) observations_modified: String,
    pub(in crate::cli::cbs) metadata_modified: String,
    pub(in crate::cli::cbs) frequency: String,
    pub(in crate::cli::cbs) licence: String,
    pub(in crate::cli::cbs) origin: String,
    pub(in crate::cli::cbs) rows: Option<u64>,
    pub(in crate::cli::cbs) dimensions: Vec<Dimension>,
    pub(in crate::cli::cbs) measures: Vec<Measure>,
    /// Measures of which cells were loaded.
    pub(in crate::cli::cbs) measures_loaded: i64,
    /// Those of which every cell is empty.
    pub(in crate::cli::cbs) measures_empty: i64,
    pub(in crate::cli::cbs) loaded: Vec<Loaded>,
    pub(in crate::cli::cbs) next: Vec<NextLoad>,
    /// Tables with the same title but for the year, that came later.
    pub(in crate::cli::cbs) newer_editions: Vec<Edition>,
}

/// A dimension.
#[derive(Debug, Serialize)]
pub(in crate::cli::cbs) struct Dimension {
    pub(in crate::cli::cbs) name: String,
    pub(in crate::cli::cbs) title: String,
    /// `periode`, `gebied` or `categorie`.
    pub(in crate::cli::cbs) role: String,
    pub(in crate::cli::cbs) codes: u64,
    /// Codes that are totals of others.
    pub(in crate::cli::cbs) totals: u64,
    /// Codes that are bounds of a margin.
    pub(in crate::cli::cbs) margins: u64,
    pub(in crate::cli::cbs) first: Option<Code>,
    pub(in crate::cli::cbs) last: Option<Code>,
    /// All of them; empty when CBS was not asked.
    pub(in crate::cli::cbs) members: Vec<Code>,
}

/// A code with its label.
#[derive(Debug, Serialize)]
pub(in crate::cli::cbs) struct Code {
    pub(in crate::cli::cbs) code: String,
    pub(in crate::cli::cbs) label: String,
}

/// A measure.
#[derive(Debug, Serialize)]
pub(in crate::cli::cbs) struct Measure {
    pub(in crate::cli::cbs) code: String,
    /// Titles of its groups and its own.
    pub(in crate::cli::cbs) label: String,
    pub(in crate::cli::cbs) unit: String,
    /// What a value must be multiplied by to be in single units.
    pub(in crate::cli::cbs) multiplier: i64,
    pub(in crate::cli::cbs) decimals: i64,
    /// `geheel`, `decimaal` or `tekst`.
    pub(in crate::cli::cbs) kind: String,
}

/// A version that a source loaded.
#[derive(Debug, Serialize)]
#[expect(clippy::struct_field_names, reason = "`loaded_at` is the name in `referentie list` too")]
pub(in crate::cli::cbs) struct Loaded {
    pub(in crate::cli::cbs) source: String,
    pub(in crate::cli::cbs) version: String,
    pub(in crate::cli::cbs) cells: i64,
    pub(in crate::cli::cbs) added: i64,
    pub(in crate::cli::cbs) changed: i64,
    pub(in crate::cli::cbs) removed: i64,
    pub(in crate::cli::cbs) loaded_at: DateTime<Utc>,
}

/// What the next run would load of the table.
#[derive(Debug, Serialize)]
pub(in crate::cli::cbs) struct NextLoad {
    pub(in crate::cli::cbs) source: String,
    /// What is asked of the table.
    pub(in crate::cli::cbs) selection: String,
    pub(in crate::cli::cbs) outcome: Outcome,
    pub(in crate::cli::cbs) rows: Option<u64>,
    pub(in crate::cli::cbs) parts: Option<u64>,
    pub(in crate::cli::cbs) warnings: Vec<String>,
    /// What changed its meaning since the version that was loaded.
    pub(in crate::cli::cbs) differences: Vec<String>,
    pub(in crate::cli::cbs) error_code: Option<String>,
    pub(in crate::cli::cbs) error: Option<String>,
}

/// What becomes of a table in the next run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(in crate::cli::cbs) enum Outcome {
    /// It has the version that was loaded, and the same is asked of it: nothing is fetched.
    Unchanged,
    /// It is loaded.
    Load,
    /// Its structure changed: it waits for `sluis cbs accept`.
    Drift,
    /// It cannot be loaded as it is configured.
    Refused,
}

/// Another edition of the table.
#[derive(Debug, Serialize)]
pub(in crate::cli::cbs) struct Edition {
    pub(in crate::cli::cbs) table: String,
    pub(in crate::cli::cbs) title: String,
    pub(in crate::cli::cbs) status: String,
    pub(in crate::cli::cbs) version: String,
}

/// `cbs accept --json`.
#[derive(Debug, Serialize)]
pub(in crate::cli::cbs) struct Acceptance {
    pub(in crate::cli::cbs) source: String,
    pub(in crate::cli::cbs) table: String,
    /// The version whose structure was seen.
    pub(in crate::cli::cbs) version: String,
    /// What differs from the structure that stood.
    pub(in crate::cli::cbs) differences: Vec<String>,
    /// Whether it was accepted: not without a reason.
    pub(in crate::cli::cbs) is_accepted: bool,
}

/// `cbs forget --json`.
#[derive(Debug, Serialize)]
pub(in crate::cli::cbs) struct Forgotten {
    pub(in crate::cli::cbs) source: String,
    pub(in crate::cli::cbs) table: String,
    /// Figures that stood and are closed now.
    pub(in crate::cli::cbs) closed: u64,
    pub(in crate::cli::cbs) still_loaded_by_another: bool,
}
