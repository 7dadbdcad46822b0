//! Attempts to sign in, counted per account and per address, so that guessing gets slower and slower.

use chrono::{DateTime, Utc};

use super::Hash;
use crate::{Db, Error};

/// How fast attempts may follow each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rem {
    /// From this attempt on there is a wait after it: of a second, twice as long each time.
    pub vrij: i32,
    /// The longest wait in seconds.
    pub wacht_max: i32,
}

/// Counts an attempt. `Some` with the moment to wait for when it comes too soon: it is not counted then, and must not be
/// judged.
///
/// # Errors
/// `Database`.
pub async fn count_attempt(
    db: &Db,
    sleutel: &Hash,
    rem: Rem,
    nu: DateTime<Utc>,
) -> Result<Option<DateTime<Utc>>, Error> {
    let counted: Option<i32> =
        sqlx::query_scalar(include_str!("../../../../sql/aanmelding/upsert_poging.sql"))
            .bind(sleutel.as_slice())
            .bind(nu)
            .bind(rem.vrij)
            .bind(rem.wacht_max)
            .fetch_optional(db.pool())
            .await?;
    if counted.is_some() {
        return Ok(None);
    }
    let sql = include_str!("../../../../sql/aanmelding/select_wachttijd.sql");
    let until: Option<DateTime<Utc>> =
        sqlx::query_scalar(sql).bind(sleutel.as_slice()).fetch_optional(db.pool()).await?;
    // None: it was removed in between; a moment is wait enough.
    Ok(Some(until.unwrap_or(nu)))
}

/// Takes one counted attempt back: it succeeded. A wait that stands, stays.
///
/// # Errors
/// `Database`.
pub async fn release_attempt(db: &Db, sleutel: &Hash) -> Result<(), Error> {
    sqlx::query(include_str!("../../../../sql/aanmelding/release_poging.sql"))
        .bind(sleutel.as_slice())
        .execute(db.pool())
        .await?;
    Ok(())
}

/// Forgets the failures of an account that signed in.
///
/// # Errors
/// `Database`.
pub async fn forget_attempts(db: &Db, sleutel: &Hash) -> Result<(), Error> {
    sqlx::query(include_str!("../../../../sql/aanmelding/delete_poging.sql"))
        .bind(sleutel.as_slice())
        .execute(db.pool())
        .await?;
    Ok(())
}
