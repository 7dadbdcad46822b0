//! The pseudonym key of the warehouse: another key would make every person appear twice.

use domain::SleutelId;

use crate::{Db, Error};

/// Compares `key` with the one this warehouse was filled with; a warehouse without a key takes any. Changes nothing.
///
/// # Errors
/// `OtherKey`, or `Database`.
pub async fn check_key(db: &Db, key: &SleutelId) -> Result<(), Error> {
    let stored: Option<String> =
        sqlx::query_scalar(include_str!("../../../../sql/ledger/select_key.sql"))
            .fetch_optional(db.pool())
            .await?;
    match stored {
        Some(stored) if stored != key.as_str() => {
            Err(Error::OtherKey { given: key.as_str().to_owned(), stored })
        }
        _ => Ok(()),
    }
}

/// Ties the warehouse to `key` when it has none, then checks.
///
/// # Errors
/// `OtherKey`, or `Database`.
pub async fn store_key(db: &Db, key: &SleutelId) -> Result<(), Error> {
    sqlx::query(include_str!("../../../../sql/ledger/insert_key.sql"))
        .bind(key.as_str())
        .execute(db.pool())
        .await?;
    check_key(db, key).await
}
