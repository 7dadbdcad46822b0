//! The number of a beschikking.

use core::fmt;

use crate::{Gemeentecode, WaardeFout, Wet};

/// Number of a beschikking (decision), 0 to 999 999 999: unique per municipality and law.
///
/// # Source
/// XSD `BeschikkingNummer` (2.0: `Beschikkingnummer`), an `xs:integer`: white space around it and leading zeros mean nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Beschikkingnummer(u32);

impl Beschikkingnummer {
    /// The number as Postgres stores it.
    pub fn waarde(self) -> i64 {
        i64::from(self.0)
    }

    /// Surrogate key in `dwh.dim_beschikking`: law (1 digit), municipality (4), number (9), packed without loss.
    pub fn surrogaat(self, wet: Wet, gemeente: Gemeentecode) -> i64 {
        wet.cijfer() * 10_000_000_000_000 + gemeente.surrogaat() * 1_000_000_000 + self.waarde()
    }
}

impl TryFrom<i64> for Beschikkingnummer {
    type Error = WaardeFout;

    fn try_from(value: i64) -> Result<Self, WaardeFout> {
        match u32::try_from(value) {
            Ok(number) if number <= 999_999_999 => Ok(Self(number)),
            _ => Err(WaardeFout::Bereik),
        }
    }
}

impl core::str::FromStr for Beschikkingnummer {
    type Err = WaardeFout;

    fn from_str(text: &str) -> Result<Self, WaardeFout> {
        crate::omvang::parse_geheel(text, 999_999_999)
            .and_then(|number| u32::try_from(number).map(Self).map_err(|_| WaardeFout::Bereik))
    }
}

impl fmt::Display for Beschikkingnummer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_an_integer_of_at_most_nine_digits() {
        let read = |text: &str| text.parse::<Beschikkingnummer>().map(Beschikkingnummer::waarde);
        assert_eq!(read(" 0425386123 "), Ok(425_386_123));
        assert_eq!(read("1000000000"), Err(WaardeFout::Bereik));
        assert_eq!(read("A1"), Err(WaardeFout::Vorm));
        let nummer: Beschikkingnummer = "425386123".parse().unwrap();
        assert_eq!(nummer.surrogaat(Wet::Wmo, "0384".parse().unwrap()), 10_384_425_386_123);
    }
}
