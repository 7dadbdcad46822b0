//! `StatLine` in the warehouse: the catalogue, pulls at work, and publishing with revisions.
//!
//! A pull ([`Trek`]) keeps its pages in landing, each with the address of the next, so that a crash costs one page.
//! [`publish`] compares what was pulled with what stands and writes only what differs, in one transaction.

use core::fmt;

use chrono::{DateTime, Utc};
use domain::Wet;
use domain::statline::{Blok, CatalogusRegel, Keuze, Protocol, Tabel, Tabelversie};

use crate::slot::Slot;
use crate::{Db, Error};

/// What was last loaded of a source.
#[derive(Debug, Clone, PartialEq)]
pub struct Stand {
    /// Identifier of the table.
    pub tabel_id: String,
    /// Base address.
    pub base_url: String,
    /// Its version.
    pub versie: Tabelversie,
    /// What was asked of it, as text.
    pub selectie: String,
    /// Its structure; `None`: the next one is accepted whatever it is.
    pub structuur: Option<serde_json::Value>,
    /// When.
    pub geladen_op: DateTime<Utc>,
}

/// What of a table changed its meaning, other than by new codes, periods or measures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Afwijking(pub String);

impl fmt::Display for Afwijking {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// How the table of a source is placed in the star.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plaatsing {
    /// Name of the source.
    pub bron: String,
    /// Base address.
    pub base_url: String,
    /// Law that the figures are about.
    pub wet: Option<Wet>,
    /// Position of the dimension with the areas; `None`: it has none.
    pub gebied: Option<usize>,
    /// Area of every cell of a table without areas, such as `NL01`; `None`: unknown.
    pub vast_gebied: Option<String>,
    /// Year of the division into wijken and buurten; `None`: codes that do not change their meaning by year.
    pub kaartjaar: Option<i16>,
    /// Position of the dimension with the periods; `None`: it has none.
    pub periode: Option<usize>,
    /// Period of every cell of a table without periods, such as `2020JJ00`.
    pub vaste_periode: Option<String>,
    /// What was asked of it, as text: compared with [`Stand::selectie`].
    pub selectie: String,
}

/// A part of a pull as it must become.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DeelPlan {
    /// Number, from 0.
    pub nummer: u32,
    /// Rows it must give.
    pub rijen: u64,
}

/// How far a part of a pull is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeelStand {
    /// Number, from 0.
    pub nummer: u32,
    /// Pages stored.
    pub paginas: u32,
    /// Whether the last page was stored.
    pub is_klaar: bool,
    /// Rows stored.
    pub rijen: u64,
    /// Id of the last row.
    pub laatste_id: Option<i64>,
    /// Address of the next page; `None`: its first, or it is done.
    pub volgende: Option<String>,
}

/// A pull at work. Holds the keys of codes and measures, so that a page becomes rows without a look-up in the database.
#[derive(Debug)]
pub struct Trek {
    /// Number.
    pub trek_id: i64,
    /// How far its parts are; all at their beginning when it is new.
    pub delen: Vec<DeelStand>,
    /// Whether it goes on where an earlier run stopped.
    pub is_hervat: bool,
}

/// A page that is to be stored.
#[derive(Debug)]
pub struct PaginaRij<'p> {
    /// Part.
    pub deel: u32,
    /// Number in the part, from 0.
    pub nummer: u32,
    /// Where it came from.
    pub adres: &'p str,
    /// Where the next one is; `None`: this was the last.
    pub volgende: Option<&'p str>,
    /// Observations.
    pub blok: &'p Blok,
    /// Rows of the source in the block.
    pub rijen: u32,
    /// Rows that had come before.
    pub dubbel: u32,
    /// Id of the last row so far.
    pub laatste_id: Option<i64>,
    /// Size of the body.
    pub bytes: u64,
    /// SHA-256 of the body.
    pub sha256: &'p str,
}

/// What publishing changed, in cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Wijziging {
    /// Cells that were pulled.
    pub cellen: u64,
    /// Cells that were not there.
    pub nieuw: u64,
    /// Cells with another value or reason.
    pub gewijzigd: u64,
    /// Cells of the selection that are no longer there.
    pub verdwenen: u64,
    /// Cells that stayed the same.
    pub gelijk: u64,
    /// Changes of municipalities that were read from the texts of the areas.
    pub herindelingen: u64,
}

/// Stores what a catalogue holds now. Tables that are gone get status `verdwenen`. Only rows that differ are written.
/// Returns the identifiers that were not there before, when the catalogue had been stored before.
///
/// # Errors
/// `Database`, `SlotLost`.
pub async fn store_catalogus(
    db: &Db,
    slot: &Slot,
    catalogus: &str,
    regels: &[CatalogusRegel],
) -> Result<Vec<String>, Error> {
    let _ = (db, slot, catalogus, regels);
    Err(Error::Value { what: "not built" })
}

/// What was last loaded of a source.
///
/// # Errors
/// `Database`.
pub async fn stand(db: &Db, bron: &str) -> Result<Option<Stand>, Error> {
    let _ = (db, bron);
    Err(Error::Value { what: "not built" })
}

/// Compares the structure of a table with that of the version that was loaded: what is gone or means something else.
/// New codes, periods and measures are normal. Pure.
pub fn afwijkingen(structuur: &serde_json::Value, tabel: &Tabel) -> Vec<Afwijking> {
    let _ = (structuur, tabel);
    Vec::new()
}

/// Opens a pull, or goes on with the one that stopped when version, structure, selection and parts are the same.
///
/// # Errors
/// `Database`, `SlotLost`.
pub async fn open(
    db: &Db,
    slot: &Slot,
    plaatsing: &Plaatsing,
    tabel: &Tabel,
    keuze: &Keuze,
    delen: &[DeelPlan],
) -> Result<Trek, Error> {
    let _ = (db, slot, plaatsing, tabel, keuze, delen);
    Err(Error::Value { what: "not built" })
}

/// Stores a page and how far its part is, in one transaction. Storing a page again that was stored does nothing.
///
/// # Errors
/// `Database`, `SlotLost`.
pub async fn write_page(
    db: &Db,
    slot: &Slot,
    trek: &mut Trek,
    pagina: &PaginaRij<'_>,
) -> Result<(), Error> {
    let _ = (db, slot, trek, pagina);
    Err(Error::Value { what: "not built" })
}

/// Throws a pull away: its version moved, or it is not complete.
///
/// # Errors
/// `Database`, `SlotLost`.
pub async fn discard(db: &Db, slot: &Slot, bron: &str) -> Result<(), Error> {
    let _ = (db, slot, bron);
    Err(Error::Value { what: "not built" })
}

/// Publishes a complete pull: dimensions, revisions, what was loaded, the ledger, and the end of the pull, in one
/// transaction. `task` gets the counts: read = cells, loaded = cells, duplicate = rows that came twice.
///
/// # Errors
/// `Incomplete` when the stored cells are not those that were counted, `Database`, `SlotLost`; nothing changed then.
pub async fn publish(
    db: &Db,
    slot: &Slot,
    trek: &Trek,
    plaatsing: &Plaatsing,
    tabel: &Tabel,
    keuze: &Keuze,
    task: &crate::ledger::FinishedTask,
) -> Result<Wijziging, Error> {
    let _ = (db, slot, trek, plaatsing, tabel, keuze, task);
    Err(Error::Value { what: "not built" })
}

/// Accepts the next structure of a source, whatever it is; recorded in the audit. False when nothing was loaded yet.
///
/// # Errors
/// `Database`.
pub async fn accept(db: &Db, bron: &str, wie: &str, reden: &str) -> Result<bool, Error> {
    let _ = (db, bron, wie, reden);
    Err(Error::Value { what: "not built" })
}

/// The ranges of periods that were asked for with a backfill, as (first, last).
///
/// # Errors
/// `Database`.
pub async fn aanvullingen(db: &Db, bron: &str) -> Result<Vec<(String, String)>, Error> {
    let _ = (db, bron);
    Err(Error::Value { what: "not built" })
}

/// Remembers a backfill; recorded in the audit.
///
/// # Errors
/// `Database`.
pub async fn store_aanvulling(
    db: &Db,
    bron: &str,
    van: &str,
    tot: &str,
    wie: &str,
) -> Result<(), Error> {
    let _ = (db, bron, van, tot, wie);
    Err(Error::Value { what: "not built" })
}

/// The municipalities in each area (province, and other areas whose members are known): code of the area to codes.
///
/// # Errors
/// `Database`.
pub async fn gemeenten_van(
    db: &Db,
) -> Result<std::collections::BTreeMap<String, Vec<String>>, Error> {
    let _ = db;
    Err(Error::Value { what: "not built" })
}

/// The word of a protocol in the warehouse.
pub const fn protocol_word(protocol: Protocol) -> &'static str {
    protocol.code()
}
