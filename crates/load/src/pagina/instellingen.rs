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

/// The service that leads, as it said last.
#[derive(Debug, Clone, FromRow)]
pub struct LeiderStand {
    /// Machine; `None`: no service ever led.
    pub host: Option<String>,
    /// Process.
    pub pid: Option<i32>,
    /// Version of its program.
    pub versie: Option<String>,
    /// Fencing number.
    pub fencing: i64,
    /// When it took the lead.
    pub sinds: Option<DateTime<Utc>>,
    /// When it last told that it lives.
    pub hartslag: Option<DateTime<Utc>>,
}

/// The migrations that were applied, newest first.
///
/// # Errors
/// `Database`.
pub async fn list_migrations(db: &Db) -> Result<Vec<MigratieRij>, Error> {
    let sql = include_str!("../../../../sql/pagina/select_migraties.sql");
    Ok(sqlx::query_as(sql).fetch_all(db.pool()).await?)
}

/// Which service leads.
///
/// # Errors
/// `Database`.
pub async fn find_leader(db: &Db) -> Result<Option<LeiderStand>, Error> {
    let sql = include_str!("../../../../sql/pagina/select_leider_stand.sql");
    Ok(sqlx::query_as(sql).fetch_optional(db.pool()).await?)
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
