//! Who leads.

use chrono::{DateTime, Utc};
use sqlx::FromRow;

use crate::{Db, Error};

/// The service that leads, or did last, as it said itself.
#[derive(Debug, Clone, FromRow)]
pub struct LeiderRij {
    /// Machine.
    pub host: Option<String>,
    /// Process.
    pub pid: Option<i32>,
    /// Version of its program.
    pub versie: Option<String>,
    /// Fencing number.
    pub fencing: i64,
    /// When it took the lead.
    pub sinds: DateTime<Utc>,
    /// When it last told that it lives.
    pub hartslag: Option<DateTime<Utc>>,
}

/// Who leads; `None` when no service ever did.
///
/// # Errors
/// `Database`.
pub async fn find_leider(db: &Db) -> Result<Option<LeiderRij>, Error> {
    let sql = include_str!("../../../../sql/pagina/select_leider.sql");
    Ok(sqlx::query_as(sql).fetch_optional(db.pool()).await?)
}
