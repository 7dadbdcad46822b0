//! What is told of a delivery, and what became of it.

use core::fmt;
use core::str::FromStr;

use chrono::{DateTime, NaiveDate, Utc};
use domain::zaaksysteem::Entiteit;
use domain::{Code, Gemeentecode, WaardeFout};

use crate::ledger::{Status, Telling};

use super::Schrijver;

/// What a delivery leaves unsaid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Leveringsoort {
    /// What is not in it has ended.
    Volledig,
    /// What is not in it did not change.
    Mutaties,
}

impl Leveringsoort {
    /// The word as it stands in the ledger and in a mapping.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Volledig => "volledig",
            Self::Mutaties => "mutaties",
        }
    }
}

impl fmt::Display for Leveringsoort {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl FromStr for Leveringsoort {
    type Err = WaardeFout;

    fn from_str(text: &str) -> Result<Self, WaardeFout> {
        match text {
            "volledig" => Ok(Self::Volledig),
            "mutaties" => Ok(Self::Mutaties),
            _ => Err(WaardeFout::Code),
        }
    }
}

/// A file that is to be loaded, by one task.
#[derive(Debug, Clone)]
pub struct Levering<'l> {
    /// Source.
    pub bron: &'l str,
    /// Path inside the folder of the source.
    pub naam: &'l str,
    /// Its number when it was read before: its earlier effect is replaced. `None` for a new file.
    pub bestand_id: Option<i64>,
    /// SHA-256 of its bytes; zeros when it could not be read.
    pub sha256: [u8; 32],
    /// Size in bytes.
    pub grootte: u64,
    /// Time of change, nanoseconds since 1970-01-01 UTC.
    pub gewijzigd_ns: i64,
    /// Day of which it gives the state.
    pub peildatum: NaiveDate,
    /// Full, or only what changed.
    pub soort: Leveringsoort,
    /// Percent by which a full delivery may be smaller than what stood, and that may be refused of it.
    pub daling_max: u8,
    /// Whether an operator confirmed that it may be smaller (`--toch`).
    pub is_bevestigd: bool,
    /// Municipality of records that do not name one.
    pub gemeente: Option<Gemeentecode>,
    /// What the mapping feeds.
    pub entiteiten: &'l [Entiteit],
    /// Number of the task, from [`crate::ledger::next_task_id`]: writing it twice stores it once.
    pub taak_id: i64,
    /// The run.
    pub run_id: i64,
    /// Which attempt this is, from 1.
    pub poging: i32,
    /// When reading began.
    pub gestart_op: DateTime<Utc>,
}

/// A refused row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Geweigerd {
    /// Line of the file where it begins, from 1; 0: the file as a whole.
    pub regel: u64,
    /// Why.
    pub code: Code,
    /// Where: line and column by the name that the mapping has for it. Never a value.
    pub plaats: String,
}

/// What a task did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Geschreven {
    /// Its number.
    pub taak_id: i64,
    /// Number of the file.
    pub bestand_id: i64,
    /// `Succeeded`, or `Partial` when something is in quarantine.
    pub status: Status,
    /// What became of the rows.
    pub telling: Telling,
    /// Why the file as a whole was refused, or `ZeroRows` for one without rows, which is only a warning.
    pub code: Option<Code>,
}

/// How a delivery begins.
#[derive(Debug)]
pub enum Begonnen {
    /// Its task was written before: the answer to that commit was lost.
    Al(Geschreven),
    /// It is to be read.
    Nieuw(Box<Schrijver>),
}
