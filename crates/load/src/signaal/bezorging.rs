//! Delivery: at least once, under a name that stays the same, so that a receiver can tell a message that came twice.

use chrono::{DateTime, Utc};
use sqlx::FromRow;
use uuid::Uuid;

use crate::{Db, Error};

/// A message that is to be delivered.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Bericht {
    /// Number; the same at every attempt.
    pub melding_id: i64,
    /// Rule.
    pub regel: String,
    /// What it is about.
    pub object: String,
    /// `open`, `gewijzigd` or `over`.
    pub soort: String,
    /// One line.
    pub titel: String,
    /// What happened.
    pub wat: String,
    /// What to do.
    pub doen: String,
    /// Path of the page that tells more.
    pub pad: String,
    /// Since when.
    pub sinds: DateTime<Utc>,
    /// When the message was made.
    pub gemaakt_op: DateTime<Utc>,
    /// Which attempt this is, from 1.
    pub poging: i32,
}

/// The id of this warehouse.
///
/// # Errors
/// `Database`.
pub async fn omgeving(db: &Db) -> Result<Uuid, Error> {
    let sql = include_str!("../../../../sql/signaal/select_omgeving.sql");
    Ok(sqlx::query_scalar(sql).fetch_one(db.pool()).await?)
}

/// Takes what is due for `kanaal` at `nu`, oldest first, `rows_max` at most. What is not marked as arrived comes back
/// after 1, 2, 4 .. 60 minutes, also when the process that took it was killed.
///
/// # Errors
/// `Database`.
pub async fn claim(
    db: &Db,
    kanaal: &str,
    nu: DateTime<Utc>,
    rows_max: i64,
) -> Result<Vec<Bericht>, Error> {
    let sql = include_str!("../../../../sql/signaal/claim_bezorgingen.sql");
    Ok(sqlx::query_as(sql).bind(kanaal).bind(nu).bind(rows_max).fetch_all(db.pool()).await?)
}

/// Writes down that a message arrived.
///
/// # Errors
/// `Database`.
pub async fn bezorgd(
    db: &Db,
    melding_id: i64,
    kanaal: &str,
    nu: DateTime<Utc>,
) -> Result<(), Error> {
    sqlx::query(include_str!("../../../../sql/signaal/mark_bezorgd.sql"))
        .bind(melding_id)
        .bind(kanaal)
        .bind(nu)
        .execute(db.pool())
        .await?;
    Ok(())
}

/// Writes down why a message did not arrive; it stays due.
///
/// # Errors
/// `Database`.
pub async fn mislukt(db: &Db, melding_id: i64, kanaal: &str, fout: &str) -> Result<(), Error> {
    sqlx::query(include_str!("../../../../sql/signaal/mark_mislukt.sql"))
        .bind(melding_id)
        .bind(kanaal)
        .bind(fout)
        .execute(db.pool())
        .await?;
    Ok(())
}

/// What waits for a channel that is not one of `kanalen` is not delivered any more; returns how many.
///
/// # Errors
/// `Database`.
pub async fn vervallen(db: &Db, kanalen: &[String]) -> Result<u64, Error> {
    let done = sqlx::query(include_str!("../../../../sql/signaal/lapse_bezorgingen.sql"))
        .bind(kanalen)
        .execute(db.pool())
        .await?;
    Ok(done.rows_affected())
}
