//! What the warehouse knows of the program that fills it.

use chrono::{DateTime, Utc};
use sqlx::FromRow;

use crate::{Db, Error};

/// A migration that was applied.
#[derive(Debug, Clone, FromRow)]
pub struct MigratieRij {
    /// Number.
    pub versie: i64,
    /// What it did.
    pub omschrijving: String,
    /// When.
    pub gedaan_op: DateTime<Utc>,
}

/// The migrations that were applied, newest first.
///
/// # Errors
/// `Database`.
pub async fn list_migrations(db: &Db) -> Result<Vec<MigratieRij>, Error> {
    let sql = include_str!("../../../../sql/pagina/select_migraties.sql");
    Ok(sqlx::query_as(sql).fetch_all(db.pool()).await?)
}

/// The fingerprint of the pseudonym key that the warehouse was filled with: tells keys apart and gives none away.
/// `None`: it was never filled.
///
/// # Errors
/// `Database`.
pub async fn find_key(db: &Db) -> Result<Option<String>, Error> {
    let sql = include_str!("../../../../sql/ledger/select_key.sql");
    Ok(sqlx::query_scalar(sql).fetch_optional(db.pool()).await?)
}
