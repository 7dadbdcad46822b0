//! The rows of the ledger that a task copies: its files, and what of them was refused.

use domain::{Afkeuring, Code, Eurocent};

use chrono::{DateTime, Utc};

use crate::copy::{CopyRow, RowEncoder};
use crate::ledger::Telling;

use super::Bestand;

pub(crate) const COPY_BESTAND: &str = "copy beheer.bestand (bestand_id, taak_id, container_id, dubbel_van, \
     bron, naam, sha256, grootte, gewijzigd_ns, status, foutcode, gelezen, geladen, gequarantaineerd, \
     dubbel, bedrag_gelezen_eurocent, bedrag_geladen_eurocent, \
     bedrag_gequarantaineerd_eurocent, bedrag_dubbel_eurocent) from stdin (format binary)";

/// Row of `beheer.bestand`.
#[derive(Debug, Clone, Copy)]
pub(crate) struct BestandRij<'a> {
    pub(crate) bestand_id: i64,
    pub(crate) taak_id: i64,
    pub(crate) container_id: Option<i64>,
    pub(crate) dubbel_van: Option<i64>,
    pub(crate) bron: &'a str,
    pub(crate) bestand: &'a Bestand,
    pub(crate) status: &'static str,
    pub(crate) foutcode: Option<Code>,
    pub(crate) telling: Telling,
}

impl CopyRow for BestandRij<'_> {
    fn encode(&self, row: &mut RowEncoder) {
        let gelezen = self.telling.gelezen();
        row.i64(self.bestand_id);
        row.i64(self.taak_id);
        row.optional(self.container_id, RowEncoder::i64);
        row.optional(self.dubbel_van, RowEncoder::i64);
        row.text(self.bron);
        row.text(&self.bestand.naam);
        row.display(&Hex(&self.bestand.sha256));
        row.i64(self.bestand.grootte);
        row.i64(self.bestand.gewijzigd_ns);
        row.text(self.status);
        row.optional(self.foutcode, |row, code| row.text(code.as_str()));
        for records in [gelezen.records].into_iter().chain(self.telling.records()) {
            // A file of 25 MB holds fewer records than this by far.
            row.i32(i32::try_from(records).unwrap_or(i32::MAX));
        }
        row.i64(gelezen.bedrag.waarde());
        for bedrag in self.telling.bedragen() {
            row.i64(bedrag);
        }
    }
}

struct Hex<'a>(&'a [u8; 32]);

impl core::fmt::Display for Hex<'_> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

pub(crate) const COPY_QUARANTAINE: &str = "copy beheer.quarantaine (bestand_id, regelnummer, plaats, \
     code, uitleg, status, records, bedrag_eurocent, gemaakt_op) from stdin (format binary)";

/// Said when a declaration line was refused and its amount could not be read.
const BEDRAG_ONLEESBAAR: &str = " Het bedrag is onleesbaar en telt als 0.";

/// Row of `beheer.quarantaine`, open.
#[derive(Debug, Clone, Copy)]
pub(crate) struct QuarantaineRij<'a> {
    pub(crate) bestand_id: i64,
    /// Why and where; `None`: the whole message lost from another with its identification (TR056).
    pub(crate) afkeuring: Option<&'a Afkeuring>,
    pub(crate) records: i64,
    pub(crate) bedrag: Option<Eurocent>,
    /// Whether an amount was expected.
    pub(crate) is_declaratie: bool,
    pub(crate) nu: DateTime<Utc>,
}

impl CopyRow for QuarantaineRij<'_> {
    fn encode(&self, row: &mut RowEncoder) {
        let code = self.afkeuring.map_or(Code::Tr056, |afkeuring| afkeuring.code);
        row.i64(self.bestand_id);
        row.optional(self.afkeuring.and_then(|afkeuring| afkeuring.regelnummer), RowEncoder::count);
        match self.afkeuring {
            Some(afkeuring) => row.display(&afkeuring.plaats),
            None => row.text("Bericht"),
        }
        row.text(code.as_str());
        if self.is_declaratie && self.bedrag.is_none() {
            row.display(&format_args!("{}{BEDRAG_ONLEESBAAR}", code.uitleg()));
        } else {
            row.text(code.uitleg());
        }
        row.text("open");
        row.i32(i32::try_from(self.records).unwrap_or(i32::MAX));
        row.optional(self.bedrag, |row, bedrag| row.i64(bedrag.waarde()));
        row.timestamptz(self.nu);
    }
}
