//! Short texts that identify something, never somebody.

use core::fmt;

use crate::WaardeFout;

/// A text of at most `MAX` characters with at least one that is not white space. Never cut.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Tekst<const MAX: usize>(Box<str>);

impl<const MAX: usize> Tekst<MAX> {
    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl<const MAX: usize> core::str::FromStr for Tekst<MAX> {
    type Err = WaardeFout;

    fn from_str(text: &str) -> Result<Self, WaardeFout> {
        if text.chars().all(char::is_whitespace) {
            return Err(WaardeFout::Leeg);
        }
        if text.len() > MAX && text.chars().count() > MAX {
            return Err(WaardeFout::TeLang { max: MAX });
        }
        if text.contains(char::is_control) {
            return Err(WaardeFout::Vorm);
        }
        Ok(Self(text.into()))
    }
}

impl<const MAX: usize> fmt::Display for Tekst<MAX> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// `Identificatie` of a message and `DeclaratieNummer`: at most 12 characters.
pub type Identificatie = Tekst<12>;

/// `ReferentieNummer` and `VorigReferentieNummer` of a declaration line: at most 20 characters.
pub type Referentie = Tekst<20>;

/// `ReferentieAanbieder` of an allocation or a request: at most 36 characters.
pub type ReferentieAanbieder = Tekst<36>;

/// `referentienummer` of a `StUF` envelope, a UUID as text.
pub type EnvelopReferentie = Tekst<36>;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_never_cut_and_never_blank() {
        let cases = [
            ("123456789012", None),
            ("\u{e9}\u{e9}\u{e9}\u{e9}\u{e9}\u{e9}\u{e9}\u{e9}\u{e9}\u{e9}\u{e9}\u{e9}", None),
            ("1234567890123", Some(WaardeFout::TeLang { max: 12 })),
            ("   ", Some(WaardeFout::Leeg)),
            ("", Some(WaardeFout::Leeg)),
            ("a\nb", Some(WaardeFout::Vorm)),
        ];
        for (text, expect) in cases {
            assert_eq!(text.parse::<Identificatie>().err(), expect, "{text:?}");
        }
    }
}
