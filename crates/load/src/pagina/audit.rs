//! Who did what.

use chrono::{DateTime, Utc};
use sqlx::FromRow;

use crate::{Db, Error};

/// An act.
#[derive(Debug, Clone, FromRow)]
pub struct AuditRij {
    /// Number.
    pub audit_id: i64,
    /// Who.
    pub wie: String,
    /// What.
    pub handeling: String,
    /// On what.
    pub object: String,
    /// With what result.
    pub resultaat: String,
    /// From where: `opdrachtregel`, `pagina`, `planner` or `dienst`.
    pub herkomst: String,
    /// When.
    pub op: DateTime<Utc>,
}

/// Which acts; `None` is all.
#[derive(Debug, Clone, Copy, Default)]
pub struct Selectie<'s> {
    /// What was done.
    pub handeling: Option<&'s str>,
    /// From this moment.
    pub van: Option<DateTime<Utc>>,
    /// Before this moment.
    pub tot: Option<DateTime<Utc>>,
}

/// The newest `rows_max` acts that are older than `before`.
///
/// # Errors
/// `Database`.
pub async fn list(
    db: &Db,
    selectie: &Selectie<'_>,
    before: Option<i64>,
    rows_max: i64,
) -> Result<Vec<AuditRij>, Error> {
    let sql = include_str!("../../../../sql/pagina/select_audit.sql");
    Ok(sqlx::query_as(sql)
        .bind(rows_max)
        .bind(selectie.handeling)
        .bind(selectie.van)
        .bind(selectie.tot)
        .bind(before)
        .fetch_all(db.pool())
        .await?)
}

/// The acts that were ever written down.
///
/// # Errors
/// `Database`.
pub async fn list_acts(db: &Db) -> Result<Vec<String>, Error> {
    let sql = include_str!("../../../../sql/pagina/select_audit_handelingen.sql");
    Ok(sqlx::query_scalar(sql).fetch_all(db.pool()).await?)
}
