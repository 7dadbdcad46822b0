//! The citizen service number. Lives only between the reader and the pseudonym.

use core::fmt;

use crate::WaardeFout;

/// A valid BSN: nine digits that pass the eleven test.
///
/// Has no `Display`; `Debug` shows no digit. `Bsn::expose` has one caller: the pseudonym.
///
/// # Source
/// CS002, RS037; XSD element `Bsn`.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Bsn([u8; 9]);

impl Bsn {
    /// The nine ASCII digits, for the pseudonym only.
    pub(crate) fn expose(&self) -> &[u8; 9] {
        &self.0
    }

    /// Whether `text` holds these nine digits in a row, so that it names the person. What stands between them and is no
    /// letter or digit means nothing: people group the digits. Digits of other scripts count as what they say.
    pub fn staat_in(&self, text: &str) -> bool {
        let is_in_row = |bytes: &[u8]| bytes.windows(self.0.len()).any(|run| run == self.0);
        if is_in_row(text.as_bytes()) {
            return true;
        }
        let is_plain = text.bytes().all(|byte| byte.is_ascii_alphanumeric());
        !is_plain && Self::kandidaten(text).any(|kandidaat| kandidaat == *self)
    }
}

/// What may stand between grouped digits: anything that is no letter and no digit.
fn is_scheiding(c: char) -> bool {
    !c.is_alphanumeric()
}

/// The zeros of other ways to write digits, each followed by its nine others: full width, Arabic, Persian, Devanagari.
const NULLEN: [char; 4] = ['\u{ff10}', '\u{660}', '\u{6f0}', '\u{966}'];

/// A digit as ASCII writes it; anything else as it is.
fn als_ascii(c: char) -> char {
    let anders = NULLEN.iter().find_map(|nul| {
        let waarde = u32::from(c).checked_sub(u32::from(*nul))?;
        char::from_digit(waarde, 10)
    });
    anders.unwrap_or(c)
}

impl Bsn {
    /// The BSN that `nummer` could be: as a number it has lost its leading zeros.
    pub fn van_nummer(nummer: i64) -> Option<Self> {
        let mut digits = [b'0'; 9];
        let mut rest = u32::try_from(nummer).ok().filter(|rest| *rest <= 999_999_999)?;
        for digit in digits.iter_mut().rev() {
            *digit += u8::try_from(rest % 10).ok()?;
            rest /= 10;
        }
        Self::van_cijfers(digits).ok()
    }

    /// All that `text` holds and that could be a BSN, as [`Bsn::staat_in`] finds one: one pass, however many persons
    /// there are to compare with.
    pub fn kandidaten(text: &str) -> impl Iterator<Item = Self> {
        let tekens = text.chars().filter(|c| !is_scheiding(*c)).map(als_ascii);
        let runs = tekens.scan([0; 9], |run: &mut [u8; 9], c| {
            run.rotate_left(1);
            if let Some(last) = run.last_mut() {
                *last = u8::try_from(c).unwrap_or_default();
            }
            Some(*run)
        });
        runs.filter_map(|run| Self::van_cijfers(run).ok())
    }
}

impl core::str::FromStr for Bsn {
    type Err = WaardeFout;

    fn from_str(text: &str) -> Result<Self, WaardeFout> {
        Self::van_cijfers(text.as_bytes().try_into().map_err(|_| WaardeFout::Bsn)?)
    }
}

impl Bsn {
    fn van_cijfers(digits: [u8; 9]) -> Result<Self, WaardeFout> {
        if !digits.iter().all(u8::is_ascii_digit) {
            return Err(WaardeFout::Bsn);
        }
        if digits == *b"000000000" || digits == *b"999999999" {
            return Err(WaardeFout::BsnPlaatshouder);
        }
        let weights = [9_i32, 8, 7, 6, 5, 4, 3, 2, -1];
        let sum: i32 = digits
            .iter()
            .zip(weights)
            .map(|(digit, weight)| i32::from(digit - b'0') * weight)
            .sum();
        if sum % 11 == 0 { Ok(Self(digits)) } else { Err(WaardeFout::Bsn) }
    }
}

impl fmt::Debug for Bsn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Bsn(*********)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_eleven_test_decides() {
        let cases = [
            ("999900006", None),
            ("999999990", None),
            ("999900007", Some(WaardeFout::Bsn)),
            ("99990000", Some(WaardeFout::Bsn)),
            ("9999000060", Some(WaardeFout::Bsn)),
            (" 999900006", Some(WaardeFout::Bsn)),
            ("99990000\u{ff16}", Some(WaardeFout::Bsn)),
            ("", Some(WaardeFout::Bsn)),
            ("000000000", Some(WaardeFout::BsnPlaatshouder)),
            ("999999999", Some(WaardeFout::BsnPlaatshouder)),
        ];
        for (text, expect) in cases {
            assert_eq!(text.parse::<Bsn>().err(), expect);
        }
    }

    #[test]
    fn a_text_that_holds_the_digits_names_the_person() {
        let bsn: Bsn = "999900006".parse().unwrap();
        for (text, expect) in [
            ("999900006", true),
            ("REF-999900006/1", true),
            ("\u{e9}1999900006", true),
            ("999900018", false),
            ("99990000", false),
            ("9999 00006", true),
            ("A-9999.00.006", true),
            ("9999\u{2013}00\u{2011}006", true),
            ("(999)'900|006", true),
            ("999:900*006", true),
            ("9999\u{ff10}\u{ff10}00\u{ff16}", true),
            ("\u{96f}\u{96f}\u{96f}\u{96f}\u{966}0006", true),
            ("9999a00006", false),
            ("9999 0000 16", false),
            ("", false),
        ] {
            assert_eq!(bsn.staat_in(text), expect, "{text}");
            assert_eq!(Bsn::kandidaten(text).any(|een| een == bsn), expect, "{text}");
        }
    }

    #[test]
    fn a_number_names_the_person_too() {
        let bsn: Bsn = "999900006".parse().unwrap();
        assert!(Bsn::van_nummer(999_900_006) == Some(bsn));
        assert!(Bsn::van_nummer(10_000_008) == "010000008".parse().ok());
        for other in [999_900_007, 0, -1, 1_999_900_006, i64::MAX] {
            assert!(Bsn::van_nummer(other).is_none());
        }
    }

    #[test]
    fn debug_shows_no_digit() {
        let bsn: Bsn = "999900006".parse().unwrap();
        assert_eq!(format!("{bsn:?}"), "Bsn(*********)");
    }

    proptest::proptest! {
        #[test]
        fn one_wrong_digit_is_caught(place in 0_usize..9, delta in 1_u8..10) {
            let mut digits = *b"999900006";
            digits[place] = b'0' + (digits[place] - b'0' + delta) % 10;
            let text = core::str::from_utf8(&digits).unwrap();
            proptest::prop_assert!(text.parse::<Bsn>().is_err());
        }
    }
}
