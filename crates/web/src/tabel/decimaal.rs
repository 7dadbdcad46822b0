//! Numbers with digits behind the comma, exact: never a float.

use core::str::FromStr;

use super::html::duizendtallen;

/// A decimal number: `-1234.5` is -12345 with one digit behind the comma.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Decimaal {
    is_negatief: bool,
    heel: u64,
    deel: u64,
    plaatsen: usize,
}

/// A text that is no decimal number, or one larger than any table has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("no decimal number")]
pub struct GeenDecimaal;

impl FromStr for Decimaal {
    type Err = GeenDecimaal;

    /// Reads a number as Postgres writes it.
    fn from_str(text: &str) -> Result<Self, GeenDecimaal> {
        let (is_negatief, cijfers) =
            text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
        let (heel, deel) = cijfers.split_once('.').unwrap_or((cijfers, ""));
        let getal = |digits: &str| {
            let is_digits = digits.bytes().all(|byte| byte.is_ascii_digit());
            digits.parse().ok().filter(|_| is_digits).ok_or(GeenDecimaal)
        };
        Ok(Self {
            is_negatief,
            heel: getal(heel)?,
            deel: if deel.is_empty() { 0 } else { getal(deel)? },
            plaatsen: deel.len(),
        })
    }
}

impl Decimaal {
    /// As people here write it: `-1.234,5`.
    pub fn weergave(self) -> String {
        let heel = i64::try_from(self.heel).map_or_else(|_| self.heel.to_string(), duizendtallen);
        self.met(&heel, ',')
    }

    /// Without points between thousands: `-1234,5`.
    pub(super) fn plat(self, komma: char) -> String {
        self.met(&self.heel.to_string(), komma)
    }

    /// The number of tenths; nothing when there are more digits behind the comma than one.
    pub(crate) fn tienden(self) -> Option<i64> {
        let deel = match self.plaatsen {
            0 => 0,
            1 => self.deel,
            _ => return None,
        };
        let tienden = i64::try_from(self.heel.checked_mul(10)?.checked_add(deel)?).ok()?;
        Some(if self.is_negatief { -tienden } else { tienden })
    }

    fn met(self, heel: &str, komma: char) -> String {
        let teken = if self.is_negatief { "-" } else { "" };
        let Self { deel, plaatsen, .. } = self;
        if plaatsen == 0 {
            return format!("{teken}{heel}");
        }
        format!("{teken}{heel}{komma}{deel:0plaatsen$}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_of_postgres_reads_as_people_here_write_it() {
        for (text, weergave, plat) in [
            ("0", "0", "0"),
            ("12.50", "12,50", "12,50"),
            ("-0.05", "-0,05", "-0,05"),
            ("-1234567.8", "-1.234.567,8", "-1234567,8"),
            ("1234", "1.234", "1234"),
        ] {
            let getal: Decimaal = text.parse().unwrap();
            assert_eq!((getal.weergave().as_str(), getal.plat(',').as_str()), (weergave, plat));
        }
        for (text, tienden) in [("12.5", Some(125)), ("-3", Some(-30)), ("0.25", None)] {
            assert_eq!(text.parse::<Decimaal>().unwrap().tienden(), tienden);
        }
        for text in ["", "-", "NaN", "1e5", "1.2.3", "1.-2", "+1", "99999999999999999999"] {
            assert_eq!(text.parse::<Decimaal>(), Err(GeenDecimaal), "{text}");
        }
    }
}
