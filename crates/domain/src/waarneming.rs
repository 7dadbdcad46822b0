//! What only the reader can see of a message: rules that it breaks by itself, although it loads.

use core::str::FromStr;

use crate::WaardeFout;

/// An official rule that a message breaks by itself.
///
/// # Source
/// Rules iWmo and iJw 3.2, level "bericht inhoud".
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Waarnemingcode {
    /// A `Contact` of a 301 has neither `Telefoon` nor both `Huis` and `Postcode`.
    Tr006,
    /// No `Contact` of the `Client` of a 301 is an address (`Soort` 01, 02 or 03).
    Tr061,
    /// Two lines of a 323 have one `VorigReferentieNummer`.
    Tr315,
    /// A line of a 323 takes back a line of the same 323.
    Tr316,
    /// The lines that a 325 sends back do not explain what was not granted.
    Tr342,
    /// The total of a 323 is not the sum of its lines.
    Tr358,
}

impl Waarnemingcode {
    /// All of them.
    pub const ALLE: [Self; 6] =
        [Self::Tr006, Self::Tr061, Self::Tr315, Self::Tr316, Self::Tr342, Self::Tr358];

    /// The number of the rule, as it stands in every table.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Tr006 => "TR006",
            Self::Tr061 => "TR061",
            Self::Tr315 => "TR315",
            Self::Tr316 => "TR316",
            Self::Tr342 => "TR342",
            Self::Tr358 => "TR358",
        }
    }
}

impl FromStr for Waarnemingcode {
    type Err = WaardeFout;

    fn from_str(text: &str) -> Result<Self, WaardeFout> {
        Self::ALLE.into_iter().find(|een| een.code() == text).ok_or(WaardeFout::Code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_as_it_is_written() {
        for code in Waarnemingcode::ALLE {
            assert_eq!(code.code().parse(), Ok(code));
        }
        assert_eq!("TR056".parse::<Waarnemingcode>(), Err(WaardeFout::Code));
    }
}
