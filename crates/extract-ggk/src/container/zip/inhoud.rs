//! The directory of an archive, and whether the entries are where it says they are.

use std::collections::BTreeSet;

use domain::Code;

use super::super::bytes::Velden;
use super::naam::{self, Soort};

const INGANG: &[u8] = b"PK\x03\x04";
const DIRECTORY: &[u8] = b"PK\x01\x02";
const EINDE: &[u8] = b"PK\x05\x06";
const EINDE_64: &[u8] = b"PK\x06\x06";
const WIJZER_64: &[u8] = b"PK\x06\x07";
const NAZIN: &[u8] = b"PK\x07\x08";

/// Bytes of the end record without its comment, and of the pointer of zip64 before it.
const EINDE_BYTES: usize = 22;
const WIJZER_64_BYTES: usize = 20;

/// Encrypted, patched, strongly encrypted, directory encrypted.
const GEHEIM: u16 = 1 | 1 << 6 | 1 << 13;
const LAPPEN: u16 = 1 << 5;
/// Checksum and sizes follow the data.
const MET_NAZIN: u16 = 1 << 3;
/// Method number of AES encryption.
const AES: u16 = 99;

/// How the bytes of a member are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Methode {
    Opgeslagen,
    Deflate,
}

/// A member: where its packed bytes are, and what they must become.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Ingang {
    pub(super) begin: usize,
    pub(super) eind: usize,
    pub(super) methode: Methode,
    /// Unpacked bytes, as the directory says.
    pub(super) grootte: usize,
    pub(super) crc: u32,
}

/// A refusal: code and place in the archive.
type Weigering = (Code, usize);

/// Reads the directory; its members are in its order.
pub(super) fn lees(bytes: &[u8], leden_max: usize) -> Result<Vec<Ingang>, Weigering> {
    let einde = Einde::find(bytes).ok_or((Code::ZipCorrupt, bytes.len()))?;
    if einde.aantal == 0 {
        return Err((Code::ZipEmpty, 0));
    }
    if einde.aantal > u64::try_from(leden_max).unwrap_or(u64::MAX) {
        return Err((Code::ZipCount, einde.directory));
    }
    let corrupt = (Code::ZipCorrupt, einde.directory);
    let mut velden = bytes.get(einde.directory..einde.eind).map(Velden::new).ok_or(corrupt)?;
    let mut regels = Vec::new();
    for _ in 0..einde.aantal {
        regels.push(Regel::lees(&mut velden).ok_or(corrupt)?);
    }
    if !velden.rest().is_empty() {
        return Err(corrupt);
    }
    check_names(&regels)?;
    let ingangen: Option<Vec<Gevonden>> = regels.iter().map(|regel| regel.find(bytes)).collect();
    let ingangen = ingangen.ok_or(corrupt)?;
    check_tiling(bytes, &ingangen, einde.directory).ok_or(corrupt)?;
    Ok(ingangen.into_iter().map(|gevonden| gevonden.ingang).collect())
}

/// Where the directory is.
struct Einde {
    directory: usize,
    eind: usize,
    aantal: u64,
}

impl Einde {
    /// Finds the end record: the last one whose comment ends with the file.
    fn find(bytes: &[u8]) -> Option<Self> {
        let last = bytes.len().checked_sub(EINDE_BYTES)?;
        let first = last.saturating_sub(usize::from(u16::MAX));
        let at = (first..=last).rev().find(|at| {
            let mut velden = Velden::at(bytes, *at);
            let comment = velden.as_mut().and_then(|velden| {
                velden.mark(EINDE)?;
                velden.take(16)?;
                velden.u16()
            });
            comment.is_some_and(|comment| *at + EINDE_BYTES + usize::from(comment) == bytes.len())
        })?;
        let mut velden = Velden::at(bytes, at)?;
        velden.mark(EINDE)?;
        let (disk, directory_disk) = (velden.u16()?, velden.u16()?);
        let (here, aantal) = (velden.u16()?, velden.u16()?);
        let (size, offset) = (velden.u32()?, velden.u32()?);
        if let Some((velden, pointer)) = find_64(bytes, at) {
            return Self::read_64(bytes, velden, pointer);
        }
        if disk != 0 || directory_disk != 0 || here != aantal {
            return None;
        }
        Self::new(u64::from(offset), u64::from(size), u64::from(aantal), at)
    }

    /// The end record of zip64, by its pointer.
    fn read_64(bytes: &[u8], mut wijzer: Velden<'_>, pointer: usize) -> Option<Self> {
        wijzer.u32().filter(|disk| *disk == 0)?;
        let at = usize::try_from(wijzer.u64()?).ok()?;
        wijzer.u32().filter(|disks| *disks <= 1)?;
        let mut velden = Velden::at(bytes, at)?;
        velden.mark(EINDE_64)?;
        // The size of the rest of the record; it must end at its pointer.
        let rest = usize::try_from(velden.u64()?).ok()?;
        if at.checked_add(12)?.checked_add(rest)? != pointer {
            return None;
        }
        velden.take(4)?;
        let (disk, directory_disk) = (velden.u32()?, velden.u32()?);
        let (here, aantal) = (velden.u64()?, velden.u64()?);
        let (size, offset) = (velden.u64()?, velden.u64()?);
        if disk != 0 || directory_disk != 0 || here != aantal {
            return None;
        }
        Self::new(offset, size, aantal, at)
    }

    fn new(offset: u64, size: u64, aantal: u64, ends_at: usize) -> Option<Self> {
        let directory = usize::try_from(offset).ok()?;
        let eind = directory.checked_add(usize::try_from(size).ok()?)?;
        (eind == ends_at).then_some(Self { directory, eind, aantal })
    }
}

/// The pointer of zip64, when it stands before the end record: its fields and its place.
fn find_64(bytes: &[u8], einde: usize) -> Option<(Velden<'_>, usize)> {
    let pointer = einde.checked_sub(WIJZER_64_BYTES)?;
    let mut velden = Velden::at(bytes, pointer)?;
    velden.mark(WIJZER_64)?;
    Some((velden, pointer))
}

/// An entry of the directory.
struct Regel<'a> {
    vlaggen: u16,
    methode: u16,
    crc: u32,
    ingepakt: u64,
    grootte: u64,
    naam: &'a [u8],
    /// Attributes; the upper half is the mode of Unix.
    kenmerken: u32,
    offset: u64,
}

impl<'a> Regel<'a> {
    fn lees(velden: &mut Velden<'a>) -> Option<Self> {
        velden.mark(DIRECTORY)?;
        // Versions of the programs that made it and that can read it.
        velden.take(4)?;
        let (vlaggen, methode) = (velden.u16()?, velden.u16()?);
        // Time of change.
        velden.take(4)?;
        let crc = velden.u32()?;
        let (ingepakt, grootte) = (velden.u32()?, velden.u32()?);
        let (naam, extra, comment) = (velden.u16()?, velden.u16()?, velden.u16()?);
        velden.u16().filter(|disk| *disk == 0)?;
        // Internal attributes.
        velden.take(2)?;
        let (kenmerken, offset) = (velden.u32()?, velden.u32()?);
        let naam = velden.take(usize::from(naam))?;
        let extra = velden.take(usize::from(extra))?;
        velden.take(usize::from(comment))?;
        let mut groot = Velden::new(extra_64(extra).unwrap_or_default());
        let mut size = |field: u32| {
            if field == u32::MAX { groot.u64() } else { Some(u64::from(field)) }
        };
        let (grootte, ingepakt, offset) = (size(grootte)?, size(ingepakt)?, size(offset)?);
        Some(Self { vlaggen, methode, crc, ingepakt, grootte, naam, kenmerken, offset })
    }

    /// Why it may not be there, or `true` for a folder.
    fn is_map(&self) -> Result<(bool, Soort), Code> {
        const MAP: u32 = 0o040_000;
        const BESTAND: u32 = 0o100_000;
        let soort = naam::beoordeel(self.naam)?;
        match (self.kenmerken >> 16) & 0o170_000 {
            0 | BESTAND => Ok((soort == Soort::Map || self.kenmerken & 0x10 != 0, soort)),
            MAP => Ok((true, soort)),
            // A link, pipe, socket or device.
            _ => Err(Code::ZipPath),
        }
    }

    /// Finds the entry itself and holds it against the directory.
    fn find(&self, bytes: &[u8]) -> Option<Gevonden> {
        let offset = usize::try_from(self.offset).ok()?;
        let mut velden = Velden::at(bytes, offset)?;
        velden.mark(INGANG)?;
        velden.take(2)?;
        let (vlaggen, methode) = (velden.u16()?, velden.u16()?);
        velden.take(4)?;
        let (crc, ingepakt, grootte) = (velden.u32()?, velden.u32()?, velden.u32()?);
        let (naam, extra) = (velden.u16()?, velden.u16()?);
        let naam = velden.take(usize::from(naam))?;
        velden.take(usize::from(extra))?;
        let has_nazin = vlaggen & MET_NAZIN != 0;
        let agrees = |field: u32, size: u64| field == u32::MAX || u64::from(field) == size;
        let is_same = has_nazin
            || (crc == self.crc
                && agrees(ingepakt, self.ingepakt)
                && agrees(grootte, self.grootte));
        if naam != self.naam || methode != self.methode || vlaggen != self.vlaggen || !is_same {
            return None;
        }
        let methode = match methode {
            0 if self.ingepakt == self.grootte => Methode::Opgeslagen,
            8 => Methode::Deflate,
            _ => return None,
        };
        let begin = bytes.len().checked_sub(velden.rest().len())?;
        let eind = begin.checked_add(usize::try_from(self.ingepakt).ok()?)?;
        let grootte = usize::try_from(self.grootte).ok()?;
        let ingang = Ingang { begin, eind, methode, grootte, crc: self.crc };
        Some(Gevonden { offset, has_nazin, ingepakt: self.ingepakt, ingang })
    }
}

/// A member with the place of its entry.
struct Gevonden {
    offset: usize,
    has_nazin: bool,
    ingepakt: u64,
    ingang: Ingang,
}

impl Gevonden {
    /// Whether `nazin`, the bytes between its data and the next entry, is what belongs there.
    fn has_right_tail(&self, nazin: &[u8]) -> Option<()> {
        if !self.has_nazin {
            return nazin.is_empty().then_some(());
        }
        let mut velden = Velden::new(nazin);
        // The mark is optional; a checksum may look like it.
        if matches!(nazin.len(), 16 | 24) {
            velden.mark(NAZIN)?;
        }
        let crc = velden.u32()?;
        let (ingepakt, grootte) = match velden.rest().len() {
            8 => (u64::from(velden.u32()?), u64::from(velden.u32()?)),
            16 => (velden.u64()?, velden.u64()?),
            _ => return None,
        };
        let is_same = crc == self.ingang.crc
            && ingepakt == self.ingepakt
            && usize::try_from(grootte) == Ok(self.ingang.grootte);
        is_same.then_some(())
    }
}

/// Names, kinds and secrets of the members.
fn check_names(regels: &[Regel<'_>]) -> Result<(), Weigering> {
    let place = |regel: &Regel<'_>| usize::try_from(regel.offset).unwrap_or(usize::MAX);
    let mut namen = BTreeSet::new();
    let mut map = None;
    let mut bestanden = 0_usize;
    for regel in regels {
        let at = place(regel);
        let (is_map, soort) = regel.is_map().map_err(|code| (code, at))?;
        if is_map {
            map = map.or(Some(at));
            continue;
        }
        bestanden += 1;
        if regel.vlaggen & GEHEIM != 0 || regel.methode == AES {
            return Err((Code::ZipPassword, at));
        }
        if regel.vlaggen & LAPPEN != 0 {
            return Err((Code::ZipCorrupt, at));
        }
        if !namen.insert(soort) {
            return Err((Code::ZipCount, at));
        }
    }
    match map {
        Some(_) if bestanden == 0 => Err((Code::ZipEmpty, 0)),
        Some(at) => Err((Code::ZipPath, at)),
        None => Ok(()),
    }
}

/// Whether the entries lie one behind the other, from the first byte to the directory.
fn check_tiling(bytes: &[u8], ingangen: &[Gevonden], directory: usize) -> Option<()> {
    let mut op_plaats: Vec<&Gevonden> = ingangen.iter().collect();
    op_plaats.sort_unstable_by_key(|gevonden| gevonden.offset);
    if op_plaats.first()?.offset != 0 {
        return None;
    }
    let volgende = op_plaats.iter().skip(1).map(|gevonden| gevonden.offset).chain([directory]);
    for (gevonden, volgende) in op_plaats.iter().zip(volgende) {
        gevonden.has_right_tail(bytes.get(gevonden.ingang.eind..volgende)?)?;
    }
    Some(())
}

/// The zip64 field among the extra fields of an entry.
fn extra_64(extra: &[u8]) -> Option<&[u8]> {
    let mut velden = Velden::new(extra);
    loop {
        let (id, len) = (velden.u16()?, velden.u16()?);
        let field = velden.take(usize::from(len))?;
        if id == 1 {
            return Some(field);
        }
    }
}
