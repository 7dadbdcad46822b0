//! The indexes that a first load builds afterwards.

use crate::onderhoud::Onderhoud;
use crate::slot::Slot;
use crate::{Db, Error};

/// Enough to sort the index entries of millions of rows in few passes.
const MEMORY: &str = "set local maintenance_work_mem = '256MB'";

/// Builds the secondary indexes of landing when any is missing, and tells whether it did.
///
/// # Errors
/// `SlotLost`, or `Database`.
pub async fn ensure_indexes(db: &Db, slot: &Slot) -> Result<bool, Error> {
    let mut transaction = db.pool().begin().await?;
    let has_indexes: bool =
        sqlx::query_scalar(include_str!("../../../../sql/landing/has_indexes.sql"))
            .fetch_one(&mut *transaction)
            .await?;
    if has_indexes {
        return Ok(false);
    }
    slot.check(&mut transaction).await?;
    sqlx::raw_sql(MEMORY).execute(&mut *transaction).await?;
    Onderhoud::IndexenLanding.run(&mut transaction).await?;
    Onderhoud::AnalyseLanding.run(&mut transaction).await?;
    transaction.commit().await?;
    Ok(true)
}
