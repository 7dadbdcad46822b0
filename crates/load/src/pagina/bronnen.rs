//! How much each source brings.

use chrono::{DateTime, Utc};
use sqlx::FromRow;

use crate::{Db, Error};

/// What one run read of one source.
#[derive(Debug, Clone, FromRow)]
pub struct VolumeRij {
    /// Source.
    pub bron: String,
    /// Run.
    pub run_id: i64,
    /// Begin of its first task.
    pub gestart_op: DateTime<Utc>,
    /// Failed tasks.
    pub mislukt: i64,
    /// Records read.
    pub gelezen: i64,
    /// Records loaded.
    pub geladen: i64,
    /// Records refused.
    pub gequarantaineerd: i64,
    /// Records in messages that were there already.
    pub dubbel: i64,
}

impl VolumeRij {
    /// Status word of the run for this source.
    pub const fn status(&self) -> &'static str {
        match (self.mislukt, self.gequarantaineerd) {
            (0, 0) => "succeeded",
            (0, _) => "partial",
            _ => "failed",
        }
    }
}

/// The newest `runs_max` runs that found something of each source, or of `bron` only; by source, oldest run first.
///
/// # Errors
/// `Database`.
pub async fn list_volumes(
    db: &Db,
    bron: Option<&str>,
    runs_max: i64,
) -> Result<Vec<VolumeRij>, Error> {
    let sql = include_str!("../../../../sql/pagina/select_volumes.sql");
    Ok(sqlx::query_as(sql).bind(bron).bind(runs_max).fetch_all(db.pool()).await?)
}
