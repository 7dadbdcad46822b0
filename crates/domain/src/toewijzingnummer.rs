//! The number of an allocation.

use core::fmt;

use crate::WaardeFout;

/// Number of an allocation, 0 to 999 999 999: unique per municipality and law (TR332).
///
/// # Source
/// XSD `ToewijzingNummer`, an `xs:integer`: white space around it and leading zeros mean nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Toewijzingnummer(u32);

impl Toewijzingnummer {
    /// The number as Postgres stores it.
    pub fn waarde(self) -> i64 {
        i64::from(self.0)
    }
}

impl TryFrom<i64> for Toewijzingnummer {
    type Error = WaardeFout;

    fn try_from(value: i64) -> Result<Self, WaardeFout> {
        match u32::try_from(value) {
            Ok(number) if number <= 999_999_999 => Ok(Self(number)),
            _ => Err(WaardeFout::Bereik),
        }
    }
}

impl core::str::FromStr for Toewijzingnummer {
    type Err = WaardeFout;

    fn from_str(text: &str) -> Result<Self, WaardeFout> {
        crate::omvang::parse_geheel(text, 999_999_999)
            .and_then(|number| u32::try_from(number).map(Self).map_err(|_| WaardeFout::Bereik))
    }
}

impl fmt::Display for Toewijzingnummer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}
