//! Reads the files of one task, on a thread of its own.

use std::collections::BTreeMap;

use domain::{Afkeuring, Code, Eurocent, Plaats, Pseudoniemsleutel};
use extract_ggk::{BestandAfkeuring, Document, Geopend, LeesOpties, Waarschuwingen};
use load::landing::{Bestand, Lezing, RegelAfkeuring};
use load::ledger::Aantal;

use super::Werk;
use super::file::{Bytes, Inhoud, hash, read_file};
use crate::job::folder::Overgeslagen;

/// What the files of a task hold.
#[derive(Debug, Default)]
pub(crate) struct Gelezen {
    /// The files that could be judged.
    pub(crate) bestanden: Vec<Bestand>,
    /// The files that were left alone.
    pub(crate) skipped: BTreeMap<Overgeslagen, u64>,
    /// What was odd but loads.
    pub(crate) waarschuwingen: Waarschuwingen,
}

/// Reads `files`; what cannot be read is data too.
pub(crate) fn read_batch(
    files: Vec<Werk>,
    opties: &LeesOpties,
    sleutel: &Pseudoniemsleutel,
) -> Gelezen {
    let mut gelezen = Gelezen::default();
    for werk in files {
        match read_file(&werk.pad, &werk.naam, opties.grenzen.bestand_bytes_max) {
            Ok(inhoud) => gelezen.add(&werk, inhoud, opties, sleutel),
            Err(reason) => gelezen.skip(reason),
        }
    }
    gelezen
}

impl Gelezen {
    fn skip(&mut self, reason: Overgeslagen) {
        *self.skipped.entry(reason).or_default() += 1;
    }

    fn add(
        &mut self,
        werk: &Werk,
        inhoud: Inhoud,
        opties: &LeesOpties,
        sleutel: &Pseudoniemsleutel,
    ) {
        let Inhoud { kenmerk, bytes } = inhoud;
        let mut lezer = Lezer { opties, sleutel, waarschuwingen: Waarschuwingen::new() };
        let (sha256, lezing, leden) = match bytes {
            Bytes::Gelezen { bytes, sha256 } => match lezer.open(&bytes) {
                Ok((lezing, leden)) => (sha256, lezing, leden),
                Err(geweigerd) => (sha256, refusal(geweigerd), Vec::new()),
            },
            Bytes::TeGroot => ([0; 32], refused(Code::FileTooLarge), Vec::new()),
            Bytes::Onleesbaar => ([0; 32], refused(Code::FileUnreadable), Vec::new()),
        };
        let bestand_id = match &werk.herlees {
            // What was loaded of a file stays when the same file cannot be read again.
            Some(herlees) if !is_same(&herlees.sha256, &sha256) => {
                return self.skip(Overgeslagen::Replaced);
            }
            herlees => herlees.as_ref().map(|herlees| herlees.bestand_id),
        };
        for (warning, count) in lezer.waarschuwingen {
            *self.waarschuwingen.entry(warning).or_default() += count;
        }
        let container = self.bestanden.len();
        let gewijzigd_ns = kenmerk.gewijzigd_ns;
        // Its name in the archive is the sender's, and may be that of a person.
        let members = leden.into_iter().zip(1_usize..).map(|(lid, nummer)| Bestand {
            bestand_id: None,
            container: Some(container),
            naam: format!("{}#{nummer}", kenmerk.naam),
            sha256: lid.sha256,
            grootte: lid.grootte,
            gewijzigd_ns,
            lezing: lid.lezing,
        });
        let members: Vec<Bestand> = members.collect();
        self.bestanden.push(Bestand {
            bestand_id,
            container: None,
            naam: kenmerk.naam,
            sha256,
            grootte: kenmerk.grootte,
            gewijzigd_ns,
            lezing,
        });
        self.bestanden.extend(members);
    }
}

/// A file out of an archive.
struct Lid {
    sha256: [u8; 32],
    grootte: i64,
    lezing: Lezing,
}

/// Reads the bytes of one file.
struct Lezer<'o> {
    opties: &'o LeesOpties,
    sleutel: &'o Pseudoniemsleutel,
    waarschuwingen: Waarschuwingen,
}

impl Lezer<'_> {
    /// What the file is, and, for an archive, what is in it. All of it is unpacked before anything of it counts.
    fn open(&mut self, bytes: &[u8]) -> Result<(Lezing, Vec<Lid>), BestandAfkeuring> {
        let mut archief = match extract_ggk::open(bytes, &self.opties.grenzen)? {
            Geopend::Los(document) => return Ok((self.parse(&document), Vec::new())),
            Geopend::Archief(archief) => archief,
        };
        let mut leden = Vec::with_capacity(archief.aantal());
        for index in 0..archief.aantal() {
            // One at a time: what was read of it is small, its bytes are not.
            let bytes = archief.lid(index).inspect_err(|_| self.waarschuwingen.clear())?;
            leden.push(Lid {
                sha256: hash(&bytes),
                grootte: i64::try_from(bytes.len()).unwrap_or(i64::MAX),
                lezing: self.parse(&bytes),
            });
        }
        Ok((Lezing::Container, leden))
    }

    fn parse(&mut self, bytes: &[u8]) -> Lezing {
        let gelezen = match extract_ggk::lees_document(bytes, self.opties, self.sleutel) {
            Ok(Document::Bericht(gelezen)) => *gelezen,
            Ok(Document::Ketenfout(fout)) => return Lezing::Ketenfout(fout),
            Err(geweigerd) => return refusal(geweigerd),
        };
        for (warning, count) in gelezen.waarschuwingen {
            *self.waarschuwingen.entry(warning).or_default() += count;
        }
        let afkeuringen = gelezen
            .afkeuringen
            .into_iter()
            .map(|regel| RegelAfkeuring { afkeuring: regel.afkeuring, bedrag: regel.bedrag });
        Lezing::Bericht { bericht: Box::new(gelezen.bericht), afkeuringen: afkeuringen.collect() }
    }
}

fn refusal(geweigerd: BestandAfkeuring) -> Lezing {
    let records = i64::from(geweigerd.records).max(1);
    let aantal = Aantal { records, bedrag: geweigerd.bedrag };
    Lezing::Geweigerd { afkeuring: geweigerd.afkeuring, aantal }
}

/// A file of which nothing was read.
fn refused(code: Code) -> Lezing {
    let plaats = Plaats { regel: 1, offset: 0, pad: String::new() };
    Lezing::Geweigerd {
        afkeuring: Afkeuring { code, plaats, regelnummer: None },
        aantal: Aantal { records: 1, bedrag: Eurocent::NUL },
    }
}

/// Whether the ledger's digits are those of `sha256`; zeros fit anything: nothing was read then.
fn is_same(digits: &str, sha256: &[u8; 32]) -> bool {
    let is_unknown = digits.bytes().all(|digit| digit == b'0');
    let mut pairs = digits.as_bytes().chunks_exact(2);
    let is_equal = sha256.iter().all(|byte| {
        let text = pairs.next().and_then(|pair| core::str::from_utf8(pair).ok());
        text.and_then(|text| u8::from_str_radix(text, 16).ok()) == Some(*byte)
    });
    is_unknown || is_equal
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_is_compared_with_its_digits() {
        let mut sha256 = [0xab; 32];
        assert!(is_same(&"ab".repeat(32), &sha256));
        assert!(is_same(&"0".repeat(64), &sha256));
        sha256[31] = 0;
        assert!(!is_same(&"ab".repeat(32), &sha256));
    }
}
