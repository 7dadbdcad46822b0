//! Which beschikking is meant: by a number of the messages, or by whatever a case system calls it.

use ring::digest::{SHA256, digest};

use crate::{Beschikkingnummer, Gemeentecode, Wet};

/// A reference to a beschikking, small enough to pass around: a number, or the fingerprint of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Beschikkingverwijzing {
    /// A number as the messages know it.
    Nummer(Beschikkingnummer),
    /// Fingerprint of a text that is no such number.
    Kenmerk(u64),
}

impl Beschikkingverwijzing {
    /// The beschikking that a case system calls `text`: blanks around it and, of a number, leading zeros mean nothing.
    pub fn van_tekst(text: &str) -> Self {
        let text = text.trim();
        text.parse().map_or_else(
            |_| {
                let hash = digest(&SHA256, text.as_bytes());
                let first = hash.as_ref().first_chunk::<8>().copied().unwrap_or_default();
                Self::Kenmerk(u64::from_be_bytes(first))
            },
            Self::Nummer,
        )
    }

    /// Key in `dwh.dim_beschikking`: that of the number, or a negative number.
    pub fn surrogaat(self, wet: Wet, gemeente: Gemeentecode) -> i64 {
        match self {
            Self::Nummer(nummer) => nummer.surrogaat(wet, gemeente),
            Self::Kenmerk(kenmerk) => {
                let text = format!("{} {gemeente} {kenmerk:016x}", wet.code());
                let hash = digest(&SHA256, text.as_bytes());
                let first = hash.as_ref().first_chunk::<8>().copied().unwrap_or_default();
                -(i64::from_be_bytes(first) & i64::MAX).max(1)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_that_of_the_messages_and_a_text_has_a_key_of_its_own() {
        let van = Beschikkingverwijzing::van_tekst;
        let gemeente = "0384".parse().unwrap();
        assert_eq!(van(" 00425386123 ").surrogaat(Wet::Wmo, gemeente), 10_384_425_386_123);
        let een = van("2024-000123-B1").surrogaat(Wet::Wmo, gemeente);
        assert!(een < 0);
        assert_eq!(van("2024-000123-B1 ").surrogaat(Wet::Wmo, gemeente), een);
        assert_ne!(van("2024-000123-B1").surrogaat(Wet::Jw, gemeente), een);
        assert_ne!(van("2024-000123-B2").surrogaat(Wet::Wmo, gemeente), een);
    }
}
