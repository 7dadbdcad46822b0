//! One page of a pull into landing.

use domain::statline::Blok;

use crate::slot::Slot;
use crate::{Db, Error};

use super::Trek;

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
