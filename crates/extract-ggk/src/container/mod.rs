//! What a file may be besides a bare message: packed, in an archive, in an envelope, or of an older kind.
//!
//! Everything is decided on the bytes, never on the name, and everything is unpacked in memory: nothing here can write
//! outside a folder, because nothing here writes.

mod bytes;
mod document;
mod ei;
mod envelop;
mod gzip;
#[cfg(test)]
mod tests;
mod zip;

use std::borrow::Cow;

use domain::{Afkeuring, Code, Eurocent, Plaats};

use crate::{BestandAfkeuring, Grenzen};

pub use self::document::{Document, lees_document};
pub use self::zip::Archief;

/// What the bytes of a file hold.
#[derive(Debug)]
pub enum Geopend<'a> {
    /// One document; unpacked when the file was gzip.
    Los(Cow<'a, [u8]>),
    /// An archive of documents.
    Archief(Archief<'a>),
}

/// First bytes of a gzip member.
const GZIP: &[u8] = b"\x1f\x8b";
/// First bytes of a zip: an entry, an empty archive, and one that was cut in parts.
const ZIP: [&[u8]; 3] = [b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08"];

/// Whether `bytes` begin like something packed.
fn is_ingepakt(bytes: &[u8]) -> bool {
    bytes.starts_with(GZIP) || is_zip(bytes)
}

fn is_zip(bytes: &[u8]) -> bool {
    ZIP.iter().any(|mark| bytes.starts_with(mark))
}

/// The refusal of a whole file, at `offset` of its bytes.
fn geweigerd(code: Code, offset: usize, pad: impl Into<String>) -> BestandAfkeuring {
    let offset = u64::try_from(offset).unwrap_or(u64::MAX);
    let plaats = Plaats { regel: 1, offset, pad: pad.into() };
    let afkeuring = Afkeuring { code, plaats, regelnummer: None };
    BestandAfkeuring { afkeuring, records: 1, bedrag: Eurocent::NUL }
}

/// Looks at the first bytes of a file and unpacks it, or, for a zip, makes it ready to be unpacked.
///
/// # Errors
/// `FILE_TOO_LARGE` for more bytes than a file may have; for gzip `GZIP_CORRUPT`, `GZIP_BOMB`, `ZIP_NESTED`; for zip
/// `ZIP_EMPTY`, `ZIP_PATH`, `ZIP_PASSWORD`, `ZIP_COUNT`, `ZIP_BOMB`, `ZIP_CORRUPT`. The file is refused as a whole.
pub fn open<'a>(bytes: &'a [u8], grenzen: &Grenzen) -> Result<Geopend<'a>, BestandAfkeuring> {
    if !is_ingepakt(bytes) {
        return Ok(Geopend::Los(Cow::Borrowed(bytes)));
    }
    if bytes.len() > grenzen.bestand_bytes_max {
        return Err(geweigerd(Code::FileTooLarge, grenzen.bestand_bytes_max, ""));
    }
    if is_zip(bytes) {
        return Archief::open(bytes, *grenzen).map(Geopend::Archief);
    }
    gzip::unpack(bytes, grenzen.bestand_bytes_max)
        .map(|document| Geopend::Los(Cow::Owned(document)))
}
