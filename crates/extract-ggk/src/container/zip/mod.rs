//! A zip archive that keeps to one reading of it.
//!
//! Archives can be made that one program unpacks as another does not: entries over each other, bytes that belong to
//! no entry, a directory that contradicts its entries. Such an archive is refused, so that what was checked is what is
//! read. Sizes in headers decide nothing: bytes are counted while they are unpacked.
//!
//! # Source
//! APPNOTE.TXT 6.3.10, sections 4.3 to 4.5.

use domain::Code;
use flate2::{Crc, Decompress, FlushDecompress, Status};

use crate::{BestandAfkeuring, Grenzen};

use super::{geweigerd, is_ingepakt};

mod inhoud;
mod naam;

use self::inhoud::{Ingang, Methode};

/// How many times larger than its packed form a member may become, once it is no longer small. Messages stay below 60.
const VERHOUDING_MAX: usize = 250;
/// Up to here any ratio is accepted: 1 MiB.
const VERHOUDING_VANAF: usize = 1 << 20;
/// First guess of the size of a member.
const CAPACITEIT: usize = 64 * 1024;

/// A zip of which the directory was checked and nothing was unpacked.
#[derive(Debug)]
pub struct Archief<'a> {
    bytes: &'a [u8],
    grenzen: Grenzen,
    leden: Vec<Lid>,
    /// Unpacked bytes of the members that were given out, each counted once.
    uitgepakt: usize,
}

#[derive(Debug)]
struct Lid {
    ingang: Ingang,
    is_geteld: bool,
}

impl<'a> Archief<'a> {
    /// Reads the directory and checks that it and the entries are one whole.
    pub(super) fn open(bytes: &'a [u8], grenzen: Grenzen) -> Result<Self, BestandAfkeuring> {
        let refuse = |(code, offset)| geweigerd(code, offset, "zip");
        let ingangen = inhoud::lees(bytes, grenzen.archief_leden_max).map_err(refuse)?;
        let mut totaal = 0_usize;
        for ingang in &ingangen {
            totaal = totaal.saturating_add(ingang.grootte);
            // An archive that says itself that it is too large is believed.
            if ingang.grootte > grenzen.bestand_bytes_max || totaal > grenzen.archief_bytes_max {
                return Err(refuse((Code::ZipBomb, ingang.begin)));
            }
        }
        let leden = ingangen.into_iter().map(|ingang| Lid { ingang, is_geteld: false }).collect();
        Ok(Self { bytes, grenzen, leden, uitgepakt: 0 })
    }

    /// Number of members, at least 1.
    pub fn aantal(&self) -> usize {
        self.leden.len()
    }

    /// Unpacks member `index`, from 0 in the order of the directory.
    ///
    /// An archive holds together or not at all: unpack all members before anything of one of them is stored.
    ///
    /// # Errors
    /// `ZIP_BOMB`, `ZIP_CORRUPT` (also for an `index` that is not there) or `ZIP_NESTED`: the whole archive is refused.
    pub fn lid(&mut self, index: usize) -> Result<Vec<u8>, BestandAfkeuring> {
        let pad = format!("zip#{}", index.saturating_add(1));
        let Some(lid) = self.leden.get(index) else {
            return Err(geweigerd(Code::ZipCorrupt, self.bytes.len(), pad));
        };
        let (begin, is_geteld) = (lid.ingang.begin, lid.is_geteld);
        let over = if is_geteld {
            self.grenzen.archief_bytes_max
        } else {
            self.grenzen.archief_bytes_max.saturating_sub(self.uitgepakt)
        };
        let bytes_max = self.grenzen.bestand_bytes_max.min(over);
        let document = unpack(self.bytes, &lid.ingang, bytes_max)
            .map_err(|code| geweigerd(code, begin, pad.as_str()))?;
        if is_ingepakt(&document) {
            return Err(geweigerd(Code::ZipNested, begin, pad));
        }
        if !is_geteld {
            self.uitgepakt = self.uitgepakt.saturating_add(document.len());
        }
        if let Some(lid) = self.leden.get_mut(index) {
            lid.is_geteld = true;
        }
        Ok(document)
    }
}

fn unpack(bytes: &[u8], ingang: &Ingang, bytes_max: usize) -> Result<Vec<u8>, Code> {
    let packed = bytes.get(ingang.begin..ingang.eind).ok_or(Code::ZipCorrupt)?;
    let document = match ingang.methode {
        Methode::Opgeslagen if packed.len() > bytes_max => return Err(Code::ZipBomb),
        Methode::Opgeslagen => packed.to_vec(),
        Methode::Deflate => inflate(packed, bytes_max)?,
    };
    let mut crc = Crc::new();
    crc.update(&document);
    if document.len() != ingang.grootte || crc.sum() != ingang.crc {
        return Err(Code::ZipCorrupt);
    }
    Ok(document)
}

/// Unpacks one deflate stream that fills `packed` to its last byte.
fn inflate(packed: &[u8], bytes_max: usize) -> Result<Vec<u8>, Code> {
    let mut state = Decompress::new(false);
    let mut document = Vec::with_capacity(CAPACITEIT.min(bytes_max.saturating_add(1)));
    let mut rest = packed;
    loop {
        if document.len() == document.capacity() {
            document.reserve(document.len().max(1));
        }
        let (read, written) = (state.total_in(), document.len());
        let status = state
            .decompress_vec(rest, &mut document, FlushDecompress::None)
            .map_err(|_| Code::ZipCorrupt)?;
        let is_absurd =
            document.len() > VERHOUDING_VANAF && document.len() / VERHOUDING_MAX > packed.len();
        if document.len() > bytes_max || is_absurd {
            return Err(Code::ZipBomb);
        }
        let taken = usize::try_from(state.total_in() - read).map_err(|_| Code::ZipCorrupt)?;
        rest = rest.get(taken..).ok_or(Code::ZipCorrupt)?;
        match status {
            Status::StreamEnd if rest.is_empty() => return Ok(document),
            Status::Ok | Status::BufError if taken > 0 || document.len() > written => {}
            _ => return Err(Code::ZipCorrupt),
        }
    }
}
