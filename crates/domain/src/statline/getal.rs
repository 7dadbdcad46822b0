//! An exact decimal number.

use core::fmt;
use core::str::FromStr;

use rust_decimal::Decimal;

use crate::WaardeFout;

/// A number as CBS wrote it: at most 28 digits, never through a float.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Getal(Decimal);

impl Getal {
    /// Reads the text of a JSON number, such as `69.9`, `-0.1`, `7559.0` or `1E3`; nothing else.
    ///
    /// # Errors
    /// `Vorm` when it is not a JSON number; `Bereik` when it needs more than 28 digits.
    pub fn van_json(text: &str) -> Result<Self, WaardeFout> {
        if let Some(value) = plain(text.as_bytes()) {
            return Ok(Self(value));
        }
        if !is_json_number(text.as_bytes()) {
            return Err(WaardeFout::Vorm);
        }
        let exact = if text.contains(['e', 'E']) {
            Decimal::from_scientific(text).ok().filter(|value| is_exact(text, value))
        } else {
            Decimal::from_str_exact(text).ok()
        };
        exact.map(Self).ok_or(WaardeFout::Bereik)
    }

    /// Reads the padded text of a v3 untyped cell or of a CSV cell, such as `"   135.5"`.
    ///
    /// # Errors
    /// As [`Getal::van_json`]; a decimal comma, a currency sign or a thousands point is `Vorm`.
    pub fn van_tekst(text: &str) -> Result<Self, WaardeFout> {
        let text = text.trim_matches(' ');
        if text.contains(['e', 'E']) { Err(WaardeFout::Vorm) } else { Self::van_json(text) }
    }

    /// The decimal.
    pub const fn waarde(self) -> Decimal {
        self.0
    }

    /// The same number, written with at least `decimalen` decimals; digits are never lost.
    #[must_use]
    pub fn met_decimalen(self, decimalen: u8) -> Self {
        let mut waarde = self.0;
        if waarde.scale() > u32::from(decimalen) {
            waarde = waarde.normalize();
        }
        if waarde.scale() < u32::from(decimalen) {
            waarde.rescale(u32::from(decimalen));
        }
        Self(waarde)
    }
}

impl fmt::Display for Getal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl FromStr for Getal {
    type Err = WaardeFout;

    fn from_str(text: &str) -> Result<Self, WaardeFout> {
        Self::van_json(text)
    }
}

/// The short numbers that nearly all are, in one pass; `None`: not so short, or not a number.
fn plain(text: &[u8]) -> Option<Decimal> {
    let (sign, rest) = text.strip_prefix(b"-").map_or((1, text), |rest| (-1, rest));
    // 18 characters cannot overflow.
    if rest.len() > 18 || matches!(rest, [b'0', b'0'..=b'9', ..] | [b'.', ..] | [.., b'.'] | []) {
        return None;
    }
    let (mut mantissa, mut point) = (0_i64, None);
    for (at, byte) in rest.iter().enumerate() {
        match byte {
            b'0'..=b'9' => mantissa = mantissa * 10 + i64::from(byte - b'0'),
            b'.' if point.is_none() => point = Some(at),
            _ => return None,
        }
    }
    let scale = point.map_or(0, |at| rest.len() - 1 - at);
    Some(Decimal::new(sign * mantissa, u32::try_from(scale).ok()?))
}

/// `-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?`
fn is_json_number(text: &[u8]) -> bool {
    let text = text.strip_prefix(b"-").unwrap_or(text);
    let (whole, rest) = digits(text);
    let is_whole = matches!(whole, [b'0'] | [b'1'..=b'9', ..]);
    let (is_fraction, rest) = match rest {
        [b'.', rest @ ..] => {
            let (fraction, rest) = digits(rest);
            (!fraction.is_empty(), rest)
        }
        rest => (true, rest),
    };
    let is_exponent = match rest {
        [] => true,
        [b'e' | b'E', b'+' | b'-', rest @ ..] | [b'e' | b'E', rest @ ..] => {
            let (exponent, rest) = digits(rest);
            !exponent.is_empty() && rest.is_empty()
        }
        _ => false,
    };
    is_whole && is_fraction && is_exponent
}

fn digits(text: &[u8]) -> (&[u8], &[u8]) {
    let end = text.iter().position(|byte| !byte.is_ascii_digit()).unwrap_or(text.len());
    text.split_at(end)
}

/// Whether no digit of the mantissa was lost to an exponent that is too small.
fn is_exact(text: &str, value: &Decimal) -> bool {
    let mantissa = text.split(['e', 'E']).next().unwrap_or_default();
    let has_digits = mantissa.bytes().any(|byte| (b'1'..=b'9').contains(&byte));
    let wanted = mantissa.bytes().filter(u8::is_ascii_digit).collect::<Vec<_>>();
    let wanted = String::from_utf8(wanted).unwrap_or_default();
    let kept = value.mantissa().unsigned_abs().to_string();
    has_digits != value.is_zero() && kept.trim_matches('0') == wanted.trim_matches('0')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_keeps_every_digit() {
        for (text, expect) in [
            ("0.1", "0.1"),
            ("1E3", "1000"),
            ("1e-3", "0.001"),
            ("-12.50", "-12.50"),
            ("7559.0", "7559.0"),
            ("9007199254740993", "9007199254740993"),
            ("0", "0"),
            ("-0", "0"),
            ("-0.0", "0"),
            ("123456789012345678", "123456789012345678"),
            ("-1.23456789012345678", "-1.23456789012345678"),
            ("1234567890123456789", "1234567890123456789"),
        ] {
            let getal = Getal::van_json(text).unwrap();
            assert_eq!(getal.waarde(), expect.parse::<Decimal>().unwrap(), "{text}");
        }
        assert_eq!(Getal::van_tekst("   135.5").unwrap().to_string(), "135.5");
        assert_eq!(Getal::van_json("69").unwrap().met_decimalen(1).to_string(), "69.0");
        assert_eq!(Getal::van_json("69.95").unwrap().met_decimalen(1).to_string(), "69.95");
        assert_eq!(Getal::van_json("7559.0").unwrap().met_decimalen(0).to_string(), "7559");
    }

    #[test]
    fn what_is_not_a_number_is_refused() {
        for text in [
            "", "-", "NaN", "12,5", "1.", "-1.", ".5", "1.2.3", "-.5", "00", "-01", "01", "+1",
            "1 000", "0x1", "1e", "--1", "1e400", "1e-400",
        ] {
            assert!(Getal::van_json(text).is_err(), "{text}");
        }
        for text in ["", "       .", "12,5", "1e3", "1.000.000"] {
            assert!(Getal::van_tekst(text).is_err(), "{text}");
        }
        assert_eq!(Getal::van_json("-0.0").unwrap().met_decimalen(1).to_string(), "0.0");
        let long = "0.12345678901234567890123456789012";
        assert_eq!(Getal::van_json(long), Err(WaardeFout::Bereik));
    }
}
