//! A measure of a table.

use super::telbaar::{is_som, is_telling};

/// What kind of value a measure has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Gegevenstype {
    /// v3 and v4 `Long` and `Integer`.
    Geheel,
    /// v3 and v4 `Double` and `Float`.
    Decimaal,
    /// v3 and v4 `String`.
    Tekst,
}

impl Gegevenstype {
    /// The word in the warehouse.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Geheel => "geheel",
            Self::Decimaal => "decimaal",
            Self::Tekst => "tekst",
        }
    }
}

/// What an empty cell of a measure means.
///
/// # Source
/// v3 `Default`: `Zero`, `Impossible`, `Missing`; v4 says it per cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum LeegBetekenis {
    /// Not told for the measure as a whole.
    #[default]
    Onbekend,
    /// `Zero`: nothing was counted.
    Nihil,
    /// `Impossible`: it cannot occur.
    Onmogelijk,
    /// `Missing`.
    Ontbreekt,
}

/// A measure.
///
/// # Source
/// v4 `MeasureCodes` and `MeasureGroups`; v3 `DataProperties` of type `Topic` and `TopicGroup`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Onderwerp {
    /// v4 `Identifier` (`M000352`), v3 `Key` (`WmoClienten_1`). Only in v4 does it stay the same over the years.
    pub code: String,
    /// Titles of the groups around it, outermost first, trimmed.
    pub pad: Vec<String>,
    /// Title, trimmed; not unique without the path.
    pub titel: String,
    /// Explanation; may be empty.
    pub omschrijving: String,
    /// Unit as written, trimmed: `x 1000`, `aantal`, `%`.
    pub eenheid: String,
    /// What a value must be multiplied by to be in single units: 1 000 for `x 1000`; 1 when the unit has no factor.
    pub vermenigvuldiger: i64,
    /// Decimals that are published.
    pub decimalen: u8,
    /// Kind of value.
    pub gegevenstype: Gegevenstype,
    /// What an empty cell means.
    pub leeg: LeegBetekenis,
    /// Whether CBS says that it is relative: v3 and v4 `PresentationType` is `Relative`. Often not said.
    pub is_relatief: bool,
}

impl Onderwerp {
    /// The label: path and title with ` / ` between.
    pub fn label(&self) -> String {
        let parts = self.pad.iter().chain(core::iter::once(&self.titel));
        parts.map(String::as_str).collect::<Vec<_>>().join(" / ")
    }

    /// Whether figures of several areas may be added up, and one be divided by inhabitants: a number in a unit that
    /// counts, whose label names no average, share, distance or price, and that CBS does not call relative.
    ///
    /// In doubt it is false: a count that is missing is seen, a sum of averages is not.
    pub fn is_telbaar(&self) -> bool {
        self.gegevenstype != Gegevenstype::Tekst
            && !self.is_relatief
            && is_telling(&self.eenheid)
            && is_som(&self.label(), &self.eenheid)
    }
}
