//! What stands of a source: what was loaded last, and what was asked on top of the configuration.

use chrono::{DateTime, Utc};
use domain::statline::Tabelversie;

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

/// What was last loaded of a source.
///
/// # Errors
/// `Database`.
pub async fn stand(db: &Db, bron: &str) -> Result<Option<Stand>, Error> {
    let _ = (db, bron);
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
