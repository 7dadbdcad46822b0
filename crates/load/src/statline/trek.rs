//! A pull at work: how far its parts are, so that a later run goes on where an earlier one stopped.

use domain::Wet;
use domain::statline::{Keuze, Tabel};

use crate::slot::Slot;
use crate::{Db, Error};

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

/// Throws a pull away: its version moved, or it is not complete.
///
/// # Errors
/// `Database`, `SlotLost`.
pub async fn discard(db: &Db, slot: &Slot, bron: &str) -> Result<(), Error> {
    let _ = (db, slot, bron);
    Err(Error::Value { what: "not built" })
}
