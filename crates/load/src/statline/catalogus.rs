//! What a catalogue holds, as it was last seen.

use domain::statline::CatalogusRegel;

use crate::slot::Slot;
use crate::{Db, Error};

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
