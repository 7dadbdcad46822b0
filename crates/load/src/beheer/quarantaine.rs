//! What was refused, why and where.

use chrono::{DateTime, Utc};
use sqlx::FromRow;

use crate::dienst::Herkomst;
use crate::{Db, Error};

/// A refusal with its file.
#[derive(Debug, Clone, FromRow)]
pub struct QuarantaineRij {
    /// Number.
    pub quarantaine_id: i64,
    /// File.
    pub bestand_id: i64,
    /// Source.
    pub bron: String,
    /// Path of the file within the folder of the source.
    pub naam: String,
    /// Hash of the file.
    pub sha256: String,
    /// Run that read the file last.
    pub run_id: Option<i64>,
    /// Task that read the file last.
    pub taak_id: i64,
    /// Record within the message; `None` is the whole file.
    pub regelnummer: Option<i32>,
    /// Place within the file.
    pub plaats: String,
    /// Code of the reason.
    pub code: String,
    /// What the code means and what to do.
    pub uitleg: String,
    /// `open`, `opgelost` or `vervallen`.
    pub status: String,
    /// Records refused by it.
    pub records: i32,
    /// Eurocents refused by it.
    pub bedrag_eurocent: Option<i64>,
    /// When it was refused.
    pub gemaakt_op: DateTime<Utc>,
    /// When it was dealt with.
    pub afgehandeld_op: Option<DateTime<Utc>>,
}

/// Which refusals to list; `None` is all.
#[derive(Debug, Clone, Default)]
pub struct QuarantaineFilter {
    /// Status.
    pub status: Option<String>,
    /// Code.
    pub code: Option<String>,
    /// Source.
    pub bron: Option<String>,
    /// Number.
    pub quarantaine_id: Option<i64>,
}

/// The newest `rows_max` refusals that pass the filter.
///
/// # Errors
/// `Database`.
pub async fn list(
    db: &Db,
    filter: &QuarantaineFilter,
    rows_max: i64,
) -> Result<Vec<QuarantaineRij>, Error> {
    Ok(sqlx::query_as(include_str!("../../../../sql/beheer/select_quarantine.sql"))
        .bind(rows_max)
        .bind(filter.status.as_deref())
        .bind(filter.code.as_deref())
        .bind(filter.bron.as_deref())
        .bind(filter.quarantaine_id)
        .fetch_all(db.pool())
        .await?)
}

/// Number of refusals nobody has dealt with.
///
/// # Errors
/// `Database`.
pub async fn count_open(db: &Db) -> Result<i64, Error> {
    let sql = include_str!("../../../../sql/beheer/count_open_quarantine.sql");
    Ok(sqlx::query_scalar(sql).fetch_one(db.pool()).await?)
}

/// Closes open refusals by hand, with who and why in the audit; gives how many were open.
///
/// # Errors
/// `Database`; then nothing is closed.
pub async fn resolve(
    db: &Db,
    refusals: &[i64],
    wie: &str,
    reden: &str,
    herkomst: Herkomst,
) -> Result<i64, Error> {
    let sql = include_str!("../../../../sql/beheer/resolve_quarantine.sql");
    let sql = sqlx::query_scalar(sql).bind(refusals).bind(wie).bind(reden).bind(herkomst.code());
    Ok(sql.fetch_one(db.pool()).await?)
}
