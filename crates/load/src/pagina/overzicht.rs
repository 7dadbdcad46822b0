//! What needs a hand.

use chrono::{DateTime, Utc};
use sqlx::FromRow;

use crate::{Db, Error};

/// A task that stands as failed.
#[derive(Debug, Clone, FromRow)]
pub struct MislukteTaakRij {
    /// Number.
    pub taak_id: i64,
    /// Its run.
    pub run_id: i64,
    /// Source.
    pub bron: String,
    /// `inlezen` or `publiceren`.
    pub soort: String,
    /// What it comprises.
    pub eenheid: String,
    /// Code of the failure.
    pub foutcode: Option<String>,
    /// Begin.
    pub gestart_op: DateTime<Utc>,
}

/// What is open in quarantine for one reason.
#[derive(Debug, Clone, FromRow)]
pub struct OpenQuarantaineRij {
    /// Code.
    pub code: String,
    /// Refusals.
    pub aantal: i64,
    /// Records in them.
    pub records: i64,
    /// When the oldest was refused.
    pub oudste: DateTime<Utc>,
    /// What the code means and what to do.
    pub uitleg: String,
}

/// The newest `rows_max` tasks that stand as failed.
///
/// # Errors
/// `Database`.
pub async fn list_failed_tasks(db: &Db, rows_max: i64) -> Result<Vec<MislukteTaakRij>, Error> {
    let sql = include_str!("../../../../sql/pagina/select_mislukte_taken.sql");
    Ok(sqlx::query_as(sql).bind(rows_max).fetch_all(db.pool()).await?)
}

/// The `rows_max` reasons for which most is open in quarantine.
///
/// # Errors
/// `Database`.
pub async fn list_open_quarantine(
    db: &Db,
    rows_max: i64,
) -> Result<Vec<OpenQuarantaineRij>, Error> {
    let sql = include_str!("../../../../sql/pagina/select_open_quarantaine.sql");
    Ok(sqlx::query_as(sql).bind(rows_max).fetch_all(db.pool()).await?)
}
