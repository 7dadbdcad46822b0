//! What was refused, by reason and one by one.

use chrono::{DateTime, Utc};
use sqlx::FromRow;

use crate::{Db, Error};

/// Refusals of one reason.
#[derive(Debug, Clone, FromRow)]
pub struct RedenGroep {
    /// Code of the reason.
    pub code: String,
    /// What the code means and what to do.
    pub uitleg: String,
    /// Refusals.
    pub aantal: i64,
    /// Records in them.
    pub records: i64,
    /// Eurocents in them; `None`: no amount is known of any.
    pub bedrag_eurocent: Option<i64>,
    /// When the oldest was refused.
    pub sinds: DateTime<Utc>,
    /// Refusals that nobody has dealt with.
    pub nog_open: i64,
    /// Sources of the files.
    pub bronnen: Vec<String>,
}

/// A refusal in a list.
#[derive(Debug, Clone, FromRow)]
pub struct WeigeringRij {
    /// Number.
    pub quarantaine_id: i64,
    /// Source.
    pub bron: String,
    /// Path of the file within the folder of the source.
    pub naam: String,
    /// Record within the message; `None` is the whole file.
    pub regelnummer: Option<i32>,
    /// Place within the file.
    pub plaats: String,
    /// Code of the reason.
    pub code: String,
    /// `open`, `opgelost` or `vervallen`.
    pub status: String,
    /// Records refused by it.
    pub records: i32,
    /// Eurocents refused by it.
    pub bedrag_eurocent: Option<i64>,
    /// When it was refused.
    pub gemaakt_op: DateTime<Utc>,
}

/// Which refusals; `None` is all.
#[derive(Debug, Clone, Copy, Default)]
pub struct Selectie<'s> {
    /// Status.
    pub status: Option<&'s str>,
    /// Code.
    pub code: Option<&'s str>,
    /// Source.
    pub bron: Option<&'s str>,
}

/// What refusals can be selected by.
#[derive(Debug, Clone, Default, FromRow)]
pub struct Keuzes {
    /// Codes.
    pub codes: Vec<String>,
    /// Sources.
    pub bronnen: Vec<String>,
}

/// Refusals by reason, most first.
///
/// # Errors
/// `Database`.
pub async fn list_reasons(db: &Db, selectie: &Selectie<'_>) -> Result<Vec<RedenGroep>, Error> {
    let sql = include_str!("../../../../sql/pagina/select_quarantaine_redenen.sql");
    Ok(sqlx::query_as(sql)
        .bind(selectie.status)
        .bind(selectie.code)
        .bind(selectie.bron)
        .fetch_all(db.pool())
        .await?)
}

/// The newest `rows_max` refusals that are older than `before`.
///
/// # Errors
/// `Database`.
pub async fn list(
    db: &Db,
    selectie: &Selectie<'_>,
    before: Option<i64>,
    rows_max: i64,
) -> Result<Vec<WeigeringRij>, Error> {
    let sql = include_str!("../../../../sql/pagina/select_quarantaine_lijst.sql");
    Ok(sqlx::query_as(sql)
        .bind(rows_max)
        .bind(selectie.status)
        .bind(selectie.code)
        .bind(selectie.bron)
        .bind(before)
        .fetch_all(db.pool())
        .await?)
}

/// What there is to select by.
///
/// # Errors
/// `Database`.
pub async fn list_choices(db: &Db) -> Result<Keuzes, Error> {
    let sql = include_str!("../../../../sql/pagina/select_quarantaine_keuzes.sql");
    Ok(sqlx::query_as(sql).fetch_one(db.pool()).await?)
}
