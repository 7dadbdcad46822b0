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

/// Releases that share their structure and, as far as they are public, their code lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Generatie {
    /// 2.0: allocations have no number; the beschikking is what the messages share.
    V20,
    /// 2.1 to 2.4: beschikking and, mostly, allocation number.
    V2,
    /// 3.0 to 3.2: allocation number, no beschikking.
    V3,
}

impl Release {
    /// Release 2.0, XML form.
    pub const R2_0: Self = Self { versie: 2, subversie: 0 };
    /// Release 2.1, in force since 12 June 2017.
    pub const R2_1: Self = Self { versie: 2, subversie: 1 };
    /// Release 3.0, in force since 1 January 2021.
    pub const R3_0: Self = Self { versie: 3, subversie: 0 };
    /// Release 3.2, in force since 3 April 2023.
    pub const R3_2: Self = Self { versie: 3, subversie: 2 };

    /// The releases it belongs to.
    pub const fn generatie(self) -> Generatie {
        match (self.versie, self.subversie) {
            (2, 0) => Generatie::V20,
            (2, _) => Generatie::V2,
            _ => Generatie::V3,
        }
    }

    /// Whether `RedenBeeindiging` is part of the key of a 307 record: two records of one period with another reason are
    /// two deliveries. Since 3.2 (OP033).
    pub fn heeft_reden_in_stopsleutel(self) -> bool {
        self >= Self::R3_2
    }
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
