//! The code of a provider in the AGB register.

use core::fmt;

use crate::WaardeFout;

/// AGB code of a provider: eight digits, leading zeros kept.
///
/// # Source
/// RS036 (no check digit rule exists); XSD `LDT_AgbCode`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AgbCode(u32);

impl AgbCode {
    /// Surrogate key in `dwh.dim_aanbieder`: the code itself (00000000 is row 0, `onbekend`).
    pub fn surrogaat(self) -> i64 {
        i64::from(self.0)
    }
}

impl core::str::FromStr for AgbCode {
    type Err = WaardeFout;

    fn from_str(text: &str) -> Result<Self, WaardeFout> {
        if text.len() != 8 || !text.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(WaardeFout::Vorm);
        }
        text.parse().map(Self).map_err(|_| WaardeFout::Vorm)
    }
}

impl fmt::Display for AgbCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:08}", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn eight_digits_with_their_leading_zeros() {
        assert_eq!("00012345".parse::<AgbCode>().unwrap().to_string(), "00012345");
        for text in ["1234567", "123456789", "1234567a", "", "+1234567"] {
            assert!(text.parse::<AgbCode>().is_err());
        }
    }
}
