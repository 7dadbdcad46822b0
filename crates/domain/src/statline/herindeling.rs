//! Changes in what municipalities there are and where their borders run.

use chrono::NaiveDate;

use super::Getal;
use crate::Gemeentecode;

/// What happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Herindelingsoort {
    /// The municipality ended.
    Opgeheven,
    /// The municipality began.
    Ontstaan,
    /// `Gemeentelijke herindeling`: it took over part or all of others.
    Herindeling,
    /// A border moved.
    Grenswijziging,
    /// The name changed, and with it the code.
    Naamswijziging,
}

impl Herindelingsoort {
    /// The word in the warehouse.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Opgeheven => "opgeheven",
            Self::Ontstaan => "ontstaan",
            Self::Herindeling => "herindeling",
            Self::Grenswijziging => "grenswijziging",
            Self::Naamswijziging => "naamswijziging",
        }
    }
}

/// A piece of one municipality that went to another, as one of the two tells it.
///
/// # Source
/// `Description` of the codes of `RegioS` in table 03759ned, which holds the whole history; SPEC 3.3.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Herindeling {
    /// First day of the new situation.
    pub datum: NaiveDate,
    /// What happened, as the teller names it.
    pub soort: Herindelingsoort,
    /// Where it came from.
    pub van: Gemeentecode,
    /// Where it went.
    pub naar: Gemeentecode,
    /// Whose text tells it: `van` or `naar`.
    pub verteller: Gemeentecode,
    /// Hectares; `None` when not told.
    pub hectare: Option<Getal>,
    /// Dwellings; `None` when not told.
    pub woningen: Option<i64>,
    /// Inhabitants; `None` when not told.
    pub inwoners: Option<i64>,
}
