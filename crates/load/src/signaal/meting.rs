//! Figures for `/metrics`, and the columns that lineage tells of.

use chrono::{DateTime, Utc};
use sqlx::FromRow;

use crate::{Db, Error};

/// One figure.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Meting {
    /// Which.
    pub naam: String,
    /// Status, source or rule that it is of; empty when it has none.
    pub label: String,
    /// Value.
    pub waarde: i64,
}

/// All figures at `nu`; `regels` are the rules of signals.
///
/// # Errors
/// `Database`.
pub async fn metingen(db: &Db, nu: DateTime<Utc>, regels: &[&str]) -> Result<Vec<Meting>, Error> {
    let sql = include_str!("../../../../sql/signaal/select_metingen.sql");
    Ok(sqlx::query_as(sql).bind(nu).bind(regels).fetch_all(db.pool()).await?)
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Kolom {
    /// Table, with its schema.
    pub tabel: String,
    /// Column.
    pub kolom: String,
    /// Type, as Postgres writes it.
    pub soort: String,
}

/// The columns of `tabellen`, in order.
///
/// # Errors
/// `Database`.
pub async fn kolommen(db: &Db, tabellen: &[&str]) -> Result<Vec<Kolom>, Error> {
    let sql = include_str!("../../../../sql/signaal/select_kolommen.sql");
    Ok(sqlx::query_as(sql).bind(tabellen).fetch_all(db.pool()).await?)
}
