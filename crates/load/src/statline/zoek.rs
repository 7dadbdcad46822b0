//! Searching the catalogue that was stored, for the command line.

use chrono::{DateTime, Utc};
use sqlx::FromRow;

use crate::{Db, Error};

/// Letters with an accent, small and capital: a database without a locale makes only plain letters small.
const MET_ACCENT: &str = "\u{e0}\u{e1}\u{e2}\u{e3}\u{e4}\u{e5}\u{e7}\u{e8}\u{e9}\u{ea}\u{eb}\u{ec}\u{ed}\u{ee}\u{ef}\
    \u{f1}\u{f2}\u{f3}\u{f4}\u{f5}\u{f6}\u{f9}\u{fa}\u{fb}\u{fc}\u{fd}\u{ff}\
    \u{c0}\u{c1}\u{c2}\u{c3}\u{c4}\u{c5}\u{c7}\u{c8}\u{c9}\u{ca}\u{cb}\u{cc}\u{cd}\u{ce}\u{cf}\
    \u{d1}\u{d2}\u{d3}\u{d4}\u{d5}\u{d6}\u{d9}\u{da}\u{db}\u{dc}\u{dd}\u{178}";
/// The same letters without.
const ZONDER_ACCENT: &str = "aaaaaaceeeeiiiinooooouuuuyyaaaaaaceeeeiiiinooooouuuuyy";

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
    let woorden: Vec<&str> = term.split_whitespace().collect();
    Ok(sqlx::query_as(include_str!("../../../../sql/statline/search_catalogus.sql"))
        .bind(&woorden)
        .bind(woorden.join(" "))
        .bind(i64::from(limit))
        .bind(MET_ACCENT)
        .bind(ZONDER_ACCENT)
        .fetch_all(db.pool())
        .await?)
}

/// The versions of a table that were loaded, newest first.
///
/// # Errors
/// `Database`.
pub async fn versies(db: &Db, tabel_id: &str) -> Result<Vec<TabelVersie>, Error> {
    let sql = include_str!("../../../../sql/statline/select_versies.sql");
    Ok(sqlx::query_as(sql).bind(tabel_id).fetch_all(db.pool()).await?)
}

/// Tables of the same family of titles that came after this one, such as the edition of the next year; oldest first.
///
/// # Errors
/// `Database`.
pub async fn opvolgers(db: &Db, tabel_id: &str) -> Result<Vec<Treffer>, Error> {
    let sql = include_str!("../../../../sql/statline/select_opvolgers.sql");
    Ok(sqlx::query_as(sql).bind(tabel_id).fetch_all(db.pool()).await?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_letter_with_an_accent_has_one_without() {
        assert_eq!(MET_ACCENT.chars().count(), ZONDER_ACCENT.chars().count());
        let pairs = MET_ACCENT.chars().zip(ZONDER_ACCENT.chars());
        for (met, zonder) in pairs.clone() {
            let groot = met.to_uppercase().next().unwrap();
            assert!(pairs.clone().any(|pair| pair == (groot, zonder)), "{met}");
            assert!(zonder.is_ascii_lowercase() && !met.is_ascii());
        }
    }
}
