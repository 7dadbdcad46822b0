//! The pseudonym: what the rest of Sluis sees of a person.

use core::fmt;

use ring::{digest, hmac};

use crate::Bsn;

/// Pseudonym of a person: the first 128 bits of HMAC-SHA-256 over the BSN.
///
/// Equal for the same person under the same key, useless without the key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Clientsleutel([u8; 16]);

impl Clientsleutel {
    /// The sixteen bytes, as Postgres stores a `uuid`.
    pub const fn as_bytes(&self) -> &[u8; 16] {
        &self.0
    }

    /// A key read back from the warehouse.
    pub const fn from_bytes(bytes: [u8; 16]) -> Self {
        Self(bytes)
    }

    /// Surrogate key in `dwh.dim_client`: the first 63 bits, never 0 (row 0 is `onbekend`).
    pub fn surrogaat(&self) -> i64 {
        let first = self.0.first_chunk::<8>().copied().unwrap_or_default();
        (i64::from_be_bytes(first) & i64::MAX).max(1)
    }
}

impl fmt::Display for Clientsleutel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, byte) in self.0.iter().enumerate() {
            if matches!(index, 4 | 6 | 8 | 10) {
                f.write_str("-")?;
            }
            write!(f, "{byte:02x}")?;
        }
        Ok(())
    }
}

/// Fingerprint of a pseudonym key: tells two keys apart and betrays neither.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SleutelId(String);

impl SleutelId {
    /// Sixteen hexadecimal digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Why the content of a key file is not a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the pseudonym key must be 64 hexadecimal digits")]
pub struct SleutelFout;

/// The secret that turns a BSN into a [`Clientsleutel`]. `Debug` shows nothing of it.
#[derive(Clone)]
pub struct Pseudoniemsleutel {
    key: hmac::Key,
}

impl Pseudoniemsleutel {
    /// Derives the pseudonym of `bsn`.
    pub fn clientsleutel(&self, bsn: &Bsn) -> Clientsleutel {
        self.teken(bsn.expose())
    }

    /// Derives the pseudonym of a number that `ruimte`, a system of its own, has for something of this kind: a client, or
    /// what leads to a person. The same number of another kind or in another system is another one, and none is that of
    /// a BSN.
    pub fn kenmerk(&self, soort: &str, ruimte: &str, nummer: &str) -> Clientsleutel {
        self.teken(format!("{soort}\0{ruimte}\0{nummer}").as_bytes())
    }

    fn teken(&self, wat: &[u8]) -> Clientsleutel {
        let tag = hmac::sign(&self.key, wat);
        let mut bytes = [0; 16];
        for (target, source) in bytes.iter_mut().zip(tag.as_ref()) {
            *target = *source;
        }
        Clientsleutel(bytes)
    }

    /// Fingerprint that is stored in the warehouse: another key would double every person.
    pub fn id(&self) -> SleutelId {
        let tag = hmac::sign(&self.key, b"sluis pseudonym key id");
        let hash = digest::digest(&digest::SHA256, tag.as_ref());
        let id = hash.as_ref().first_chunk::<8>().copied().unwrap_or_default();
        SleutelId(format!("{:016x}", u64::from_be_bytes(id)))
    }
}

impl core::str::FromStr for Pseudoniemsleutel {
    type Err = SleutelFout;

    fn from_str(text: &str) -> Result<Self, SleutelFout> {
        let text = text.trim_end_matches(['\r', '\n']);
        if text.len() != 64 || !text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Err(SleutelFout);
        }
        let mut secret = Vec::with_capacity(32);
        for pair in text.as_bytes().chunks_exact(2) {
            let pair = core::str::from_utf8(pair).map_err(|_| SleutelFout)?;
            secret.push(u8::from_str_radix(pair, 16).map_err(|_| SleutelFout)?);
        }
        Ok(Self { key: hmac::Key::new(hmac::HMAC_SHA256, &secret) })
    }
}

impl fmt::Debug for Pseudoniemsleutel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Pseudoniemsleutel(..)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: &str = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";

    #[test]
    fn a_pseudonym_is_hmac_sha_256_cut_to_128_bits() {
        let key: Pseudoniemsleutel = KEY.parse().unwrap();
        let sleutel = key.clientsleutel(&"999900006".parse().unwrap());
        // Computed with Python's hmac module.
        assert_eq!(sleutel.to_string(), "df47eabb-1ca9-ba6a-31cf-f023b444cb13");
    }

    #[test]
    fn a_number_of_a_system_is_no_bsn() {
        let key: Pseudoniemsleutel = "5a17c0de".repeat(8).parse().unwrap();
        let een = key.kenmerk("client", "suite", "999900006");
        assert_eq!(een, key.kenmerk("client", "suite", "999900006"));
        assert_ne!(een, key.kenmerk("client", "zac", "999900006"));
        assert_ne!(een, key.kenmerk("overig", "suite", "999900006"));
        assert_ne!(een, key.clientsleutel(&"999900006".parse().unwrap()));
    }

    #[test]
    fn a_key_is_64_hexadecimal_digits() {
        assert!(KEY.parse::<Pseudoniemsleutel>().is_ok());
        assert!(format!("{KEY}\n").parse::<Pseudoniemsleutel>().is_ok());
        assert!(KEY.replacen('0', "", 1).parse::<Pseudoniemsleutel>().is_err());
        assert!(KEY.replace('0', "g").parse::<Pseudoniemsleutel>().is_err());
        assert!("".parse::<Pseudoniemsleutel>().is_err());
    }

    #[test]
    fn another_key_has_another_id() {
        let one: Pseudoniemsleutel = KEY.parse().unwrap();
        let two: Pseudoniemsleutel = KEY.replace("00", "ff").parse().unwrap();
        assert_ne!(one.id(), two.id());
        assert_eq!(one.id().as_str().len(), 16);
        assert_eq!(format!("{one:?}"), "Pseudoniemsleutel(..)");
    }
}
