//! The release of the standard that a message was written in.

use core::fmt;

use crate::WaardeFout;

/// Release of iWmo or iJw, such as 3.2. Ordered by age.
///
/// # Source
/// The message namespace (`.../3_2/jw301/schema`), `BerichtVersie` and `BerichtSubversie`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Release {
    /// `BerichtVersie`.
    pub versie: u8,
    /// `BerichtSubversie`.
    pub subversie: u8,
}

impl Release {
    /// Release 3.2, in force since 3 April 2023.
    pub const R3_2: Self = Self { versie: 3, subversie: 2 };
}

impl core::str::FromStr for Release {
    type Err = WaardeFout;

    fn from_str(text: &str) -> Result<Self, WaardeFout> {
        let (versie, subversie) = text.split_once('.').ok_or(WaardeFout::Vorm)?;
        let number = |part: &str| part.parse().map_err(|_| WaardeFout::Vorm);
        Ok(Self { versie: number(versie)?, subversie: number(subversie)? })
    }
}

impl fmt::Display for Release {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.versie, self.subversie)
    }
}
