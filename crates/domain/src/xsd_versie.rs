//! The versions of the schemas that a message was made with.

use core::fmt;
use core::str::FromStr;

use crate::WaardeFout;

/// Largest number in a version: no version comes near it, and no number of a person fits in it.
const GETAL_MAX: u16 = 999;

/// A version such as `1.0.2`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Versie([u16; 3]);

impl FromStr for Versie {
    type Err = WaardeFout;

    /// # Errors
    /// `Vorm` for what is no version, `Bereik` for a number above 999.
    fn from_str(text: &str) -> Result<Self, WaardeFout> {
        let mut parts = text.split('.').map(parse_getal);
        let mut next = || parts.next().ok_or(WaardeFout::Vorm)?;
        let numbers = [next()?, next()?, next()?];
        if parts.next().is_some() { Err(WaardeFout::Vorm) } else { Ok(Self(numbers)) }
    }
}

/// Digits without needless zeros.
fn parse_getal(text: &str) -> Result<u16, WaardeFout> {
    let is_number = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if !is_number || (text.len() > 1 && text.starts_with('0')) {
        return Err(WaardeFout::Vorm);
    }
    text.parse().ok().filter(|number| *number <= GETAL_MAX).ok_or(WaardeFout::Bereik)
}

impl fmt::Display for Versie {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [groot, klein, fout] = self.0;
        write!(f, "{groot}.{klein}.{fout}")
    }
}

/// The versions of the basis schema and of the schema of the message; written `1.2.0/1.0.2`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct XsdVersie {
    /// `BasisschemaXsdVersie`.
    pub basisschema: Versie,
    /// `BerichtXsdVersie`.
    pub bericht: Versie,
}

impl fmt::Display for XsdVersie {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.basisschema, self.bericht)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_is_three_numbers() {
        for (text, expect) in [
            ("1.2.0", Ok("1.2.0")),
            ("0.0.999", Ok("0.0.999")),
            ("1.2", Err(WaardeFout::Vorm)),
            ("1.2.3.4", Err(WaardeFout::Vorm)),
            ("1.2.", Err(WaardeFout::Vorm)),
            ("1.02.3", Err(WaardeFout::Vorm)),
            ("1.2.+3", Err(WaardeFout::Vorm)),
            ("", Err(WaardeFout::Vorm)),
            ("1.2.1000", Err(WaardeFout::Bereik)),
            ("1.2.99999999999999999999", Err(WaardeFout::Bereik)),
        ] {
            let read = text.parse::<Versie>().map(|versie| versie.to_string());
            assert_eq!(read, expect.map(str::to_owned), "{text}");
        }
    }
}
