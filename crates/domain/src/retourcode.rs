//! The answer codes of a retour.

use core::fmt;

use crate::WaardeFout;

/// Four-character answer code (list WJ001).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Retourcode([u8; 4]);

impl Retourcode {
    /// The code as text.
    pub fn as_str(&self) -> &str {
        // The bytes were checked to be ASCII when the value was made.
        core::str::from_utf8(&self.0).unwrap_or_default()
    }

    /// Whether the code rejects: everything but 0200 (fine), 0233 (not judged) and 8001 (all approved).
    ///
    /// # Source
    /// IV032, IV087; SPEC c.4.
    pub fn is_afwijzing(&self) -> bool {
        !matches!(&self.0, b"0200" | b"0233" | b"8001")
    }
}

impl core::str::FromStr for Retourcode {
    type Err = WaardeFout;

    fn from_str(text: &str) -> Result<Self, WaardeFout> {
        let bytes: [u8; 4] = text.as_bytes().try_into().map_err(|_| WaardeFout::Code)?;
        if bytes.iter().all(|byte| byte.is_ascii_digit() || byte.is_ascii_uppercase()) {
            Ok(Self(bytes))
        } else {
            Err(WaardeFout::Code)
        }
    }
}

impl fmt::Display for Retourcode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_three_codes_do_not_reject() {
        let rejects = |text: &str| text.parse::<Retourcode>().unwrap().is_afwijzing();
        assert_eq!(
            ["0200", "0233", "8001", "0001", "9019", "S300"].map(rejects),
            [false, false, false, true, true, true]
        );
        assert!("200".parse::<Retourcode>().is_err());
    }
}
