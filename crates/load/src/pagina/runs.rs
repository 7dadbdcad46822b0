//! Runs as the pages show them, what they read, and what was asked of the service.

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::FromRow;

use crate::beheer::RunRij;
use crate::slot::LOCK_KEY;
use crate::{Db, Error};

/// A run, and what the pages need to know besides.
#[derive(Debug, Clone, FromRow)]
pub struct RunRegel {
    /// The run and its totals.
    #[sqlx(flatten)]
    pub run: RunRij,
    /// Whether it stands as busy while its process is gone.
    pub is_verdwenen: bool,
    /// Tasks of it that stand as failed: no later run did their work.
    pub staat_mislukt: i64,
    /// Whether the facts hold something that it read.
    pub is_gepubliceerd: bool,
}

/// Which runs to list; `None` is all.
#[derive(Debug, Clone, Default)]
pub struct RunFilter {
    /// Status word.
    pub status: Option<String>,
    /// `run`, `rerun` or `replay`.
    pub soort: Option<String>,
    /// Only runs before this one.
    pub voor: Option<i64>,
}

/// Files that a run read, with one outcome.
#[derive(Debug, Clone, FromRow)]
pub struct BestandenRij {
    /// Source.
    pub bron: String,
    /// `geladen`, `deels`, `quarantaine` or `dubbel`.
    pub status: String,
    /// Files.
    pub aantal: i64,
    /// Their size.
    pub bytes: i64,
}

/// A request to the service, taken apart.
#[derive(Debug, Clone, FromRow)]
pub struct GevraagdRij {
    /// Number.
    pub verzoek_id: i64,
    /// `run`, `rerun`, `replay` or `annuleren`.
    pub soort: String,
    /// Names of sources; empty: all.
    pub bronnen: Vec<String>,
    /// Run it is about.
    pub doel_run_id: Option<i64>,
    /// Task it is about.
    pub doel_taak_id: Option<i64>,
    /// Rows of quarantine it is about.
    pub doel_rijen: Option<Vec<i64>>,
    /// Code of quarantine it is about.
    pub doel_code: Option<String>,
    /// First day.
    pub van: Option<NaiveDate>,
    /// Last day.
    pub tot: Option<NaiveDate>,
    /// Whether it is only about what stands as failed.
    pub is_mislukt: bool,
    /// Plan of the planner.
    pub plan: Option<String>,
    /// Who asked.
    pub wie: String,
    /// `planner`, `pagina` or `opdrachtregel`.
    pub herkomst: String,
    /// Status word.
    pub status: String,
    /// How often it was begun.
    pub poging: i32,
    /// Run that did it.
    pub run_id: Option<i64>,
    /// Code of the failure.
    pub foutcode: Option<String>,
    /// When it was asked.
    pub gevraagd_op: DateTime<Utc>,
    /// Not before.
    pub niet_voor: Option<DateTime<Utc>>,
    /// When the service began.
    pub begonnen_op: Option<DateTime<Utc>>,
    /// When it was done.
    pub afgehandeld_op: Option<DateTime<Utc>>,
}

/// The newest `rows_max` runs that pass the filter.
///
/// # Errors
/// `Database`.
pub async fn list_runs(db: &Db, filter: &RunFilter, rows_max: i64) -> Result<Vec<RunRegel>, Error> {
    select(db, filter, rows_max, None).await
}

/// One run; `None` when there is no such run.
///
/// # Errors
/// `Database`.
pub async fn find_run(db: &Db, run_id: i64) -> Result<Option<RunRegel>, Error> {
    Ok(select(db, &RunFilter::default(), 1, Some(run_id)).await?.pop())
}

async fn select(
    db: &Db,
    filter: &RunFilter,
    rows_max: i64,
    only: Option<i64>,
) -> Result<Vec<RunRegel>, Error> {
    Ok(sqlx::query_as(include_str!("../../../../sql/pagina/select_runs.sql"))
        .bind(rows_max)
        .bind(filter.voor)
        .bind(filter.status.as_deref())
        .bind(filter.soort.as_deref())
        .bind(only)
        .bind(LOCK_KEY)
        .fetch_all(db.pool())
        .await?)
}

/// What became of the files that a run read last.
///
/// # Errors
/// `Database`.
pub async fn list_files_of_run(db: &Db, run_id: i64) -> Result<Vec<BestandenRij>, Error> {
    let sql = include_str!("../../../../sql/pagina/select_bestanden_van_run.sql");
    Ok(sqlx::query_as(sql).bind(run_id).fetch_all(db.pool()).await?)
}

/// The requests that are open, then those that ended after `since`, newest first, `rows_max` together.
///
/// # Errors
/// `Database`.
pub async fn list_requests(
    db: &Db,
    since: DateTime<Utc>,
    rows_max: i64,
) -> Result<Vec<GevraagdRij>, Error> {
    let sql = include_str!("../../../../sql/pagina/select_verzoeken.sql");
    let sql = sqlx::query_as(sql).bind(rows_max).bind(None::<i64>).bind(since);
    Ok(sql.fetch_all(db.pool()).await?)
}

/// The requests that a run did, and those about it.
///
/// # Errors
/// `Database`.
pub async fn list_requests_of_run(
    db: &Db,
    run_id: i64,
    rows_max: i64,
) -> Result<Vec<GevraagdRij>, Error> {
    let sql = include_str!("../../../../sql/pagina/select_verzoeken.sql");
    let sql = sqlx::query_as(sql).bind(rows_max).bind(run_id).bind(None::<DateTime<Utc>>);
    Ok(sql.fetch_all(db.pool()).await?)
}
