//! A store of bodies that were read before.

use core::fmt::{Debug, Write as _};

use domain::statline::Tabelversie;

/// Keeps bodies of pages, so that an interrupted pull does not ask them again. The caller says where and how many; a
/// failure to keep or to find one is no failure.
pub trait Voorraad: Debug + Send + Sync {
    /// The body under a key of 64 hexadecimal digits; `None`: not kept.
    fn lees(&self, sleutel: &str) -> Option<Vec<u8>>;

    /// Keeps a body that was read well.
    fn bewaar(&self, sleutel: &str, inhoud: &[u8]);
}

/// Key of a page: a page of another version of the table is another page.
pub(crate) fn sleutel(versie: &Tabelversie, adres: &str) -> String {
    let Tabelversie { versie, waarnemingen_op, metadata_op, aantal } = versie;
    let aantal = aantal.map(|count| count.to_string()).unwrap_or_default();
    sha256_hex([versie, waarnemingen_op, metadata_op, &aantal, adres].join("\n").as_bytes())
}

/// SHA-256 as 64 hexadecimal digits.
pub(crate) fn sha256_hex(body: &[u8]) -> String {
    let digest = ring::digest::digest(&ring::digest::SHA256, body);
    digest.as_ref().iter().fold(String::with_capacity(64), |mut text, byte| {
        // Writing to a String cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
