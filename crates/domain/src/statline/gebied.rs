//! Region codes.

use core::fmt;

use crate::{Gemeentecode, WaardeFout};

/// What kind of area a code means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Gebiedsniveau {
    /// `NL01`, in neighbourhood tables `NL00`.
    Land,
    /// `LD01` to `LD04`.
    Landsdeel,
    /// `PV20` to `PV31`.
    Provincie,
    /// `CR01` to `CR40`.
    Corop,
    /// `AM01` to `AM39`.
    Arbeidsmarktregio,
    /// `GM` and four digits.
    Gemeente,
    /// `WK`, municipality, two digits.
    Wijk,
    /// `BU`, municipality, two digits, two digits.
    Buurt,
    /// `WP` and four digits.
    Woonplaats,
    /// Any other area, such as a jeugdregio or a GGD region.
    Overig,
}

impl Gebiedsniveau {
    /// The word in `niveau`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Land => "land",
            Self::Landsdeel => "landsdeel",
            Self::Provincie => "provincie",
            Self::Corop => "corop",
            Self::Arbeidsmarktregio => "arbeidsmarktregio",
            Self::Gemeente => "gemeente",
            Self::Wijk => "wijk",
            Self::Buurt => "buurt",
            Self::Woonplaats => "woonplaats",
            Self::Overig => "overig",
        }
    }
}

/// An area as CBS codes it, without padding: 1 to 20 printable ASCII characters.
///
/// # Source
/// The codes of `RegioS`, `WijkenEnBuurten`, `Provincies` and the like.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Gebiedscode(Box<str>);

impl Gebiedscode {
    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The kind of area, from the prefix and the number of digits.
    pub fn niveau(&self) -> Gebiedsniveau {
        let Some((prefix, digits)) = self.0.split_at_checked(2) else {
            return Gebiedsniveau::Overig;
        };
        if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return Gebiedsniveau::Overig;
        }
        match (prefix, digits.len()) {
            ("NL", 2) => Gebiedsniveau::Land,
            ("LD", 2) => Gebiedsniveau::Landsdeel,
            ("PV", 2) => Gebiedsniveau::Provincie,
            ("CR", 2) => Gebiedsniveau::Corop,
            ("AM", 2) => Gebiedsniveau::Arbeidsmarktregio,
            ("GM", 4) => Gebiedsniveau::Gemeente,
            ("WK", 6) => Gebiedsniveau::Wijk,
            ("BU", 8) => Gebiedsniveau::Buurt,
            ("WP", 4) => Gebiedsniveau::Woonplaats,
            _ => Gebiedsniveau::Overig,
        }
    }

    /// The municipality that a municipality, wijk or buurt is or lies in.
    pub fn gemeente(&self) -> Option<Gemeentecode> {
        match self.niveau() {
            Gebiedsniveau::Gemeente | Gebiedsniveau::Wijk | Gebiedsniveau::Buurt => {
                self.0.get(2..6)?.parse().ok()
            }
            _ => None,
        }
    }

    /// The area around it that its own code tells: of a buurt the wijk, of a wijk the municipality.
    pub fn ouder(&self) -> Option<Self> {
        match self.niveau() {
            Gebiedsniveau::Buurt => format!("WK{}", self.0.get(2..8)?).parse().ok(),
            Gebiedsniveau::Wijk => format!("GM{}", self.0.get(2..6)?).parse().ok(),
            _ => None,
        }
    }

    /// Whether the code has the form of an area: two capitals and two to eight digits.
    pub fn is_vorm(text: &str) -> bool {
        let text = text.trim_end_matches(' ').as_bytes();
        matches!(text, [one, two, digits @ ..]
            if one.is_ascii_uppercase() && two.is_ascii_uppercase()
                && (2..=8).contains(&digits.len())
                && digits.iter().all(u8::is_ascii_digit))
    }
}

impl core::str::FromStr for Gebiedscode {
    type Err = WaardeFout;

    fn from_str(text: &str) -> Result<Self, WaardeFout> {
        let text = text.trim_end_matches(' ');
        if text.is_empty() {
            return Err(WaardeFout::Leeg);
        }
        if text.len() > 20 {
            return Err(WaardeFout::TeLang { max: 20 });
        }
        let is_plain = text.bytes().all(|byte| byte.is_ascii_graphic());
        is_plain.then(|| Self(text.into())).ok_or(WaardeFout::Vorm)
    }
}

impl fmt::Display for Gebiedscode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_prefix_and_the_digits_tell_the_level() {
        for (code, niveau, gemeente, ouder) in [
            ("NL01  ", "land", "", ""),
            ("PV26", "provincie", "", ""),
            ("LD03", "landsdeel", "", ""),
            ("CR17", "corop", "", ""),
            ("AM05", "arbeidsmarktregio", "", ""),
            ("GM0344", "gemeente", "0344", ""),
            ("WK034401", "wijk", "0344", "GM0344"),
            ("BU03440102", "buurt", "0344", "WK034401"),
            ("WP1234", "woonplaats", "", ""),
            ("GM344", "overig", "", ""),
            ("JZ01", "overig", "", ""),
        ] {
            let gebied: Gebiedscode = code.parse().unwrap();
            let found = gebied.gemeente().map(|code| code.to_string()).unwrap_or_default();
            let around = gebied.ouder().map(|code| code.to_string()).unwrap_or_default();
            assert_eq!(
                (gebied.niveau().code(), &*found, &*around),
                (niveau, gemeente, ouder),
                "{code}"
            );
        }
        assert!(Gebiedscode::is_vorm("PV27     ") && Gebiedscode::is_vorm("BU04060001"));
        assert!(!Gebiedscode::is_vorm("T001038") && !Gebiedscode::is_vorm("2022JJ00"));
    }
}
