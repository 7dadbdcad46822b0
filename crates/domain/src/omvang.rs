//! How much was allocated.

use crate::{Eenheid, Frequentie, WaardeFout};

/// Reads an `xs:integer` of 0 to `max`; white space around it collapses, a sign or a point is refused.
///
/// # Errors
/// `Leeg`, `Vorm`, or `Bereik` for a negative or too large number.
pub(crate) fn parse_geheel(text: &str, max: u64) -> Result<u64, WaardeFout> {
    let text = text.trim_matches([' ', '\t', '\r', '\n']);
    if text.is_empty() {
        return Err(WaardeFout::Leeg);
    }
    let negative = text.starts_with('-');
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text).as_bytes();
    if digits.is_empty() || !digits.iter().all(u8::is_ascii_digit) {
        return Err(WaardeFout::Vorm);
    }
    let number = digits.iter().try_fold(0_u64, |sum, digit| {
        sum.checked_mul(10).and_then(|sum| sum.checked_add(u64::from(digit - b'0')))
    });
    match number {
        Some(0) => Ok(0),
        Some(number) if number <= max && !negative => Ok(number),
        _ => Err(WaardeFout::Bereik),
    }
}

/// A volume: a whole number of 0 to 99 999 999 units (for unit 83: eurocents).
///
/// # Source
/// XSD `Volume`, `GeleverdVolume`; IV079: volumes are always whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Volume(u32);

impl Volume {
    /// The number as Postgres stores it.
    pub fn waarde(self) -> i64 {
        i64::from(self.0)
    }
}

impl TryFrom<i64> for Volume {
    type Error = WaardeFout;

    fn try_from(value: i64) -> Result<Self, WaardeFout> {
        match u32::try_from(value) {
            Ok(number) if number <= 99_999_999 => Ok(Self(number)),
            _ => Err(WaardeFout::Bereik),
        }
    }
}

impl core::str::FromStr for Volume {
    type Err = WaardeFout;

    fn from_str(text: &str) -> Result<Self, WaardeFout> {
        parse_geheel(text, 99_999_999)
            .and_then(|number| u32::try_from(number).map(Self).map_err(|_| WaardeFout::Bereik))
    }
}

/// Size of an allocation: so many units per period.
///
/// # Source
/// XSD `CDT_Omvang`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Omvang {
    /// How many.
    pub volume: Volume,
    /// Of what.
    pub eenheid: Eenheid,
    /// Per how long.
    pub frequentie: Frequentie,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_volume_is_a_whole_number_in_range() {
        let cases = [
            ("0", Ok(0)),
            (" 2\n", Ok(2)),
            ("007", Ok(7)),
            ("99999999", Ok(99_999_999)),
            ("-0", Ok(0)),
            ("100000000", Err(WaardeFout::Bereik)),
            ("-1", Err(WaardeFout::Bereik)),
            ("1234567890123456789012345678901234567890", Err(WaardeFout::Bereik)),
            ("4.5", Err(WaardeFout::Vorm)),
            ("4,5", Err(WaardeFout::Vorm)),
            ("1e3", Err(WaardeFout::Vorm)),
            ("0x10", Err(WaardeFout::Vorm)),
            ("NaN", Err(WaardeFout::Vorm)),
            ("\u{664}", Err(WaardeFout::Vorm)),
            ("", Err(WaardeFout::Leeg)),
        ];
        for (text, expect) in cases {
            assert_eq!(text.parse::<Volume>().map(Volume::waarde), expect, "{text:?}");
        }
    }
}
