//! Searching the catalogue that was stored, for the command line.

use chrono::{DateTime, Utc};
use sqlx::FromRow;

use crate::{Db, Error};

/// A table of the catalogue that fits a search.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Treffer {
    /// Base address of the catalogue.
    pub catalogus: String,
    /// Identifier, as CBS writes it.
    pub tabel_id: String,
    /// Title.
    pub titel: String,
    /// Short text; may be empty.
    pub omschrijving: String,
    /// Regulier, Gediscontinueerd, Vervallen or something new; `verdwenen` when it left the catalogue.
    pub status: String,
    /// `nl` or `en`; empty when not given.
    pub taal: String,
    /// Period as prose; may be empty.
    pub periode: String,
    /// Version: `YYYYMMDDHHMM`.
    pub versie: String,
    /// Rows; `None` when not given.
    pub aantal: Option<i64>,
}

/// A version of a table that was loaded.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct TabelVersie {
    /// Version: `YYYYMMDDHHMM`.
    pub versie: String,
    /// Name of the source.
    pub bron: String,
    /// Why CBS brought it.
    pub reden: String,
    /// Cells that were read.
    pub cellen: i64,
    /// Cells that were not there before.
    pub nieuw: i64,
    /// Cells with another value or reason.
    pub gewijzigd: i64,
    /// Cells that were no longer there.
    pub verdwenen: i64,
    /// Cells that stayed the same.
    pub gelijk: i64,
    /// When it was published.
    pub geladen_op: DateTime<Utc>,
}

/// Tables whose identifier, title or description holds every word of `term`, at most `limit`. Case does not count, nor
/// do the accents of western European letters. The exact identifier comes first, then tables that are kept up to date,
/// then Dutch before English.
///
/// # Errors
/// `Database`.
pub async fn zoek(db: &Db, term: &str, limit: u32) -> Result<Vec<Treffer>, Error> {
    let _ = (db, term, limit);
    Err(Error::Value { what: "not built" })
}

/// The versions of a table that were loaded, newest first.
///
/// # Errors
/// `Database`.
pub async fn versies(db: &Db, tabel_id: &str) -> Result<Vec<TabelVersie>, Error> {
    let _ = (db, tabel_id);
    Err(Error::Value { what: "not built" })
}

/// Tables of the same family of titles that came after this one, such as the edition of the next year; oldest first.
///
/// # Errors
/// `Database`.
pub async fn opvolgers(db: &Db, tabel_id: &str) -> Result<Vec<Treffer>, Error> {
    let _ = (db, tabel_id);
    Err(Error::Value { what: "not built" })
}
