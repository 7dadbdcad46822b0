//! The CBS code of a municipality.

use core::fmt;

use crate::WaardeFout;

/// CBS code of a municipality: four digits, leading zeros kept, not `0000`.
///
/// # Source
/// XSD `LDT_Gemeente`; the list itself (TR378) is checked by a rule, because old codes stay valid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Gemeentecode(u16);

impl Gemeentecode {
    /// Surrogate key in `dwh.dim_gemeente`: the code as a number.
    pub fn surrogaat(self) -> i64 {
        i64::from(self.0)
    }
}

impl core::str::FromStr for Gemeentecode {
    type Err = WaardeFout;

    fn from_str(text: &str) -> Result<Self, WaardeFout> {
        if text.len() != 4 || !text.bytes().all(|byte| byte.is_ascii_digit()) || text == "0000" {
            return Err(WaardeFout::Vorm);
        }
        text.parse().map(Self).map_err(|_| WaardeFout::Vorm)
    }
}

impl fmt::Display for Gemeentecode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn four_digits_with_their_leading_zeros() {
        assert_eq!("0363".parse::<Gemeentecode>().unwrap().to_string(), "0363");
        for text in ["363", "00363", "03a3", "", "0000"] {
            assert!(text.parse::<Gemeentecode>().is_err());
        }
    }
}
