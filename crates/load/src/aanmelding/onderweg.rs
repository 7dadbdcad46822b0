//! Sign-ins that are on their way to the provider and back.

use chrono::{DateTime, Utc};
use sqlx::FromRow;

use super::Hash;
use crate::{Db, Error};

/// Far more than people sign in at once; keeps a flood out of the table.
const ROWS_MAX: i64 = 10_000;

/// What must be known when the browser comes back.
#[derive(Debug, Clone, FromRow)]
pub struct Onderweg {
    /// Nonce that the ID token must hold.
    pub nonce: String,
    /// PKCE verifier.
    pub verifier: String,
    /// Path that the visitor wanted.
    pub naar: String,
}

/// Remembers a sign-in until `verloopt_op`, by the hashes of its state and of the cookie of the browser. `false` when
/// there are far too many.
///
/// # Errors
/// `Database`.
pub async fn begin_onderweg(
    db: &Db,
    (staat, begin): (&Hash, &Hash),
    onderweg: &Onderweg,
    verloopt_op: DateTime<Utc>,
) -> Result<bool, Error> {
    let done = sqlx::query(include_str!("../../../../sql/aanmelding/insert_aanmeldverzoek.sql"))
        .bind(staat.as_slice())
        .bind(begin.as_slice())
        .bind(&onderweg.nonce)
        .bind(&onderweg.verifier)
        .bind(&onderweg.naar)
        .bind(verloopt_op)
        .bind(ROWS_MAX)
        .execute(db.pool())
        .await?;
    Ok(done.rows_affected() == 1)
}

/// Takes a sign-in that came back: once, and only in the browser that began it.
///
/// # Errors
/// `Database`.
pub async fn take_onderweg(
    db: &Db,
    (staat, begin): (&Hash, &Hash),
    nu: DateTime<Utc>,
) -> Result<Option<Onderweg>, Error> {
    let sql = include_str!("../../../../sql/aanmelding/take_aanmeldverzoek.sql");
    Ok(sqlx::query_as(sql)
        .bind(staat.as_slice())
        .bind(begin.as_slice())
        .bind(nu)
        .fetch_optional(db.pool())
        .await?)
}
