#![doc = include_str!("../README.md")]

mod contact;
mod container;
mod error;
mod guard;
mod message;
mod persoon;
mod reader;
mod release;
mod schema;
#[cfg(test)]
mod tests;
mod veld;
mod volgorde;
#[cfg(test)]
mod voorbeeld;
mod vorm;
mod wijze;

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use domain::record::IngelezenBericht;
use domain::{
    Afkeuring, Bericht, Berichtsoort, Code, Eurocent, Gemeentecode, InhoudHash, Pseudoniemsleutel,
};

pub use crate::container::{Archief, Document, Geopend, lees_document, open};
pub use crate::error::BestandAfkeuring;
use crate::error::{Fault, LineCounter};
use crate::message::{Kop, Oogst};
use crate::reader::{Reader, Ruimte};
use crate::release::Dialect;

/// Largest sizes that are read; everything above is refused with the name of the limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Grenzen {
    /// Bytes of a file.
    pub bestand_bytes_max: usize,
    /// Elements inside each other.
    pub diepte_max: usize,
    /// Attributes of one element, namespace declarations included.
    pub attributen_max: usize,
    /// Bytes of a name with its prefix.
    pub naam_bytes_max: usize,
    /// Bytes of a value.
    pub tekst_bytes_max: usize,
    /// Files in an archive.
    pub archief_leden_max: usize,
    /// Bytes of all files in an archive, unpacked.
    pub archief_bytes_max: usize,
}

impl Default for Grenzen {
    /// OP179 sets 25 MB for a file. The rest is far above any message and far below what hurts.
    fn default() -> Self {
        Self {
            bestand_bytes_max: 25 * 1024 * 1024,
            diepte_max: 64,
            attributen_max: 64,
            naam_bytes_max: 256,
            tekst_bytes_max: 1024 * 1024,
            archief_leden_max: 1000,
            archief_bytes_max: 100 * 1024 * 1024,
        }
    }
}

/// What is refused when a record of a 301, 305, 307, 315, 317 or 319 has a fault. A 323 is always refused
/// per line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum BerichtBijFout {
    /// The record; the rest of the message loads.
    #[default]
    Record,
    /// The whole message.
    Bericht,
}

/// How to read.
#[derive(Debug, Clone)]
pub struct LeesOpties {
    /// Largest sizes.
    pub grenzen: Grenzen,
    /// Municipalities whose messages may enter; empty: all.
    pub gemeenten: BTreeSet<Gemeentecode>,
    /// Today: a message of a later date is refused (TR135).
    pub vandaag: NaiveDate,
    /// What a faulty record takes with it.
    pub bericht_bij_fout: BerichtBijFout,
}

impl LeesOpties {
    /// The default limits, all municipalities, refusal per record.
    pub fn new(vandaag: NaiveDate) -> Self {
        Self {
            grenzen: Grenzen::default(),
            gemeenten: BTreeSet::new(),
            vandaag,
            bericht_bij_fout: BerichtBijFout::default(),
        }
    }
}

/// Something odd that loads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Waarschuwing {
    /// The file begins with a byte order mark (OP192).
    Bom,
    /// A text holds only blanks that the schema takes for characters.
    TekstBlanco,
    /// `Einddatum` 9999-12-31 instead of no `Einddatum`. It is kept as written.
    EinddatumOpvulwaarde,
    /// `TotaalIngediendBedrag` is not the sum of the lines (TR358).
    TotaalWijktAf,
    /// A request asks for a period that ends before it begins (CS003).
    PeriodeOmgekeerd,
    /// `IngediendBedrag` is not volume times rate (TR346, CS339).
    BedragWijktAf,
    /// An element that is not in our tables, in a release whose schema is not public: passed over.
    SchemaAfwijking,
}

impl Waarschuwing {
    /// Stable code for logs and reports.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Bom => "XML_BOM",
            Self::TekstBlanco => "TEXT_BLANK",
            Self::EinddatumOpvulwaarde => "DATE_SENTINEL",
            Self::TotaalWijktAf => "TR358",
            Self::PeriodeOmgekeerd => "CS003",
            Self::BedragWijktAf => "TR346",
            Self::SchemaAfwijking => "SCHEMA_DRIFT",
        }
    }
}

/// How often each warning was given in one file.
pub type Waarschuwingen = BTreeMap<Waarschuwing, u32>;

/// A refused record of a message whose rest loads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegelAfkeuring {
    /// Why and where; `regelnummer` is filled.
    pub afkeuring: Afkeuring,
    /// `IngediendBedrag` of a 323 line, credit negative; `None` when it could not be read.
    pub bedrag: Option<Eurocent>,
}

/// A message that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gelezen {
    /// Header and accepted records.
    pub bericht: IngelezenBericht,
    /// Refused records, in the order of the file.
    pub afkeuringen: Vec<RegelAfkeuring>,
    /// What was odd.
    pub waarschuwingen: Waarschuwingen,
}

/// Reads one file: pure, no I/O.
///
/// # Errors
/// The refusal of the whole file: nothing of it may be loaded.
pub fn lees(
    bytes: &[u8],
    opties: &LeesOpties,
    sleutel: &Pseudoniemsleutel,
) -> Result<Gelezen, BestandAfkeuring> {
    let mut lines = LineCounter::new(bytes);
    let mut refuse = |fault: Fault, records: u32, bedrag: Eurocent| BestandAfkeuring {
        afkeuring: lines.afkeuring(fault, None),
        records: records.max(1),
        bedrag,
    };
    let read =
        read_document(bytes, opties, sleutel).map_err(|fault| refuse(fault, 1, Eurocent::NUL))?;
    let records = if read.dialect.soort.beantwoordt().is_some() { 1 } else { read.oogst.aantal };
    match find_refusal(&read, opties) {
        Some(fault) => Err(refuse(fault, records, read.oogst.bedrag)),
        None => Ok(read.into_gelezen(bytes)),
    }
}

/// Everything that was read of a well-formed file, before it is decided what loads.
struct Read {
    dialect: Dialect,
    kop: Kop,
    oogst: Oogst,
    inhoud: InhoudHash,
    waarschuwingen: Waarschuwingen,
}

fn read_document(
    bytes: &[u8],
    opties: &LeesOpties,
    sleutel: &Pseudoniemsleutel,
) -> Result<Read, Fault> {
    let document = guard::check(bytes, opties.grenzen.bestand_bytes_max)
        .map_err(|(code, offset)| Fault::new(code, offset, ""))?;
    let mut reader = Reader::new(document, opties.grenzen);
    let read = read_root(&mut reader).and_then(|dialect| {
        let (kop, oogst) = message::lees(&mut reader, dialect, opties, sleutel)?;
        Ok((dialect, kop, oogst))
    });
    let (dialect, kop, oogst) = match read {
        Ok(read) => read,
        // What is not XML to its end is refused for that, whatever else is wrong with it.
        Err(fault) if fault.is_about_xml() => return Err(fault),
        Err(fault) => return Err(reader.finish_anyhow().err().unwrap_or(fault)),
    };
    let (inhoud, waarschuwingen) = reader.finish()?;
    Ok(Read { dialect, kop, oogst, inhoud, waarschuwingen })
}

/// Reads the root tag and says which message it begins.
fn read_root(reader: &mut Reader<'_>) -> Result<Dialect, Fault> {
    let (tag, uri) = reader.root()?;
    let is_bericht = tag.naam == "Bericht";
    if !is_bericht && !uri.is_empty() {
        return Err(reader.fault(Code::MessageTypeUnknown, tag.offset));
    }
    let dialect = Dialect::from_namespace(&uri).map_err(|refusal| {
        let mut fault = reader.fault(refusal.code, tag.offset);
        if let Some(gevonden) = refusal.gevonden {
            fault.pad = format!("{} ({gevonden})", fault.pad);
        }
        fault
    })?;
    reader.set_message(uri, dialect.basis_namespace());
    debug_assert_eq!(tag.ruimte, Ruimte::Ander, "no namespace is known before the root");
    match tag.fout {
        Some(code) => Err(reader.fault(code, tag.offset)),
        None => Ok(dialect),
    }
}

/// The refusal of a file whose records are known.
fn find_refusal(read: &Read, opties: &LeesOpties) -> Option<Fault> {
    if let Some(fault) = &read.oogst.bestand {
        return Some(fault.clone());
    }
    if !opties.gemeenten.is_empty() && !opties.gemeenten.contains(&read.kop.gemeente) {
        return Some(Fault::new(Code::GemeenteNotAllowed, 0, "Bericht/Header"));
    }
    let is_whole = opties.bericht_bij_fout == BerichtBijFout::Bericht
        && read.dialect.soort != Berichtsoort::B323;
    let first = read.oogst.fouten.first().filter(|_| is_whole)?;
    Some(first.fault.clone())
}

impl Read {
    fn into_gelezen(self, bytes: &[u8]) -> Gelezen {
        let Self { dialect, kop, mut oogst, inhoud, waarschuwingen } = self;
        let mut retourcodes = kop.retourcodes;
        retourcodes.append(&mut oogst.retourcodes);
        retourcodes.sort_unstable();
        retourcodes.dedup();
        let is_retour =
            dialect.soort.beantwoordt().is_some() && dialect.soort != Berichtsoort::B325;
        let bericht = Bericht {
            wet: dialect.wet,
            soort: dialect.soort,
            release: dialect.release,
            gemeente: kop.gemeente,
            agb: kop.agb,
            identificatie: kop.identificatie,
            dagtekening: kop.dagtekening,
            betreft: kop.betreft,
            oordeel: oogst.oordeel,
            retourcodes,
            xsd_versie: kop.xsd_versie,
            betreft_xsd_versie: kop.betreft_xsd_versie,
            inhoud,
            aantal_regels: (!is_retour).then_some(oogst.aantal),
        };
        // In the order of the file, so that lines are counted once.
        let mut fouten = oogst.fouten;
        fouten.sort_by_key(|fout| fout.fault.offset);
        let mut lines = LineCounter::new(bytes);
        let mut afkeuringen: Vec<RegelAfkeuring> = fouten
            .into_iter()
            .map(|fout| RegelAfkeuring {
                afkeuring: lines.afkeuring(fout.fault, Some(fout.regel)),
                bedrag: fout.bedrag,
            })
            .collect();
        afkeuringen.sort_by_key(|regel| regel.afkeuring.regelnummer);
        Gelezen {
            bericht: IngelezenBericht {
                bericht,
                clienten: oogst.clienten,
                beschikkingen: oogst.beschikkingen,
                envelop: None,
                waarnemingen: oogst.waarnemingen,
                inhoud: oogst.inhoud,
            },
            afkeuringen,
            waarschuwingen,
        }
    }
}
