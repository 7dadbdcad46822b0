//! How things stand at a moment: all that the rules of signals look at.

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::FromRow;

use crate::slot::LOCK_KEY;
use crate::{Db, Error};

/// A run that is busy, or has ended otherwise than on request.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct LaatsteRun {
    /// Number.
    pub run_id: i64,
    /// Status word.
    pub status: String,
    /// Code of the failure.
    pub foutcode: Option<String>,
    /// Begin.
    pub gestart_op: DateTime<Utc>,
    /// End; `None` while it stands as running.
    pub geeindigd_op: Option<DateTime<Utc>>,
}

/// What the planner started last of a plan.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Plan {
    /// Name.
    pub plan: String,
    /// The newest planned moment that was handled.
    pub laatste_moment: DateTime<Utc>,
    /// When its request was made.
    pub gevraagd_op: Option<DateTime<Utc>>,
    /// Whether that request waits or runs.
    pub is_open: bool,
}

/// How fresh a source is, and what the newest run with anything of it refused.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct BronVersheid {
    /// Source.
    pub bron: String,
    /// When it was last read to its end without a failure.
    pub laatste_succes: Option<DateTime<Utc>>,
    /// Begin of its first task.
    pub eerste_op: Option<DateTime<Utc>>,
    /// Newest run that read anything of it and has ended.
    pub run_id: Option<i64>,
    /// Records that this run read.
    pub gelezen: Option<i64>,
    /// Of these, refused.
    pub geweigerd: Option<i64>,
    /// When this run ended.
    pub gelezen_op: Option<DateTime<Utc>>,
}

/// What was read of a source on a day.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Dagvolume {
    /// Source.
    pub bron: String,
    /// Day, in the zone that was asked.
    pub dag: NaiveDate,
    /// Runs that asked the source.
    pub runs: i64,
    /// Records read.
    pub gelezen: i64,
}

/// How things stand.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Stand {
    /// The two newest runs, newest first.
    pub runs: Vec<LaatsteRun>,
    /// Run that stands as running while no session holds the slot: its process is gone, or its connection.
    pub zonder_slot: Option<i64>,
    /// What the planner did.
    pub plannen: Vec<Plan>,
    /// Every source that was ever read.
    pub bronnen: Vec<BronVersheid>,
    /// Volumes per source and day, newest day first.
    pub volumes: Vec<Dagvolume>,
}

#[derive(Debug, FromRow)]
struct Slotstand {
    moment: DateTime<Utc>,
    is_vrij: bool,
}

/// Reads how things stand at `nu`; days are those of `zone`, such as `Europe/Amsterdam`.
///
/// # Errors
/// `Database`.
pub async fn stand(db: &Db, nu: DateTime<Utc>, zone: &str) -> Result<Stand, Error> {
    let pool = db.pool();
    // First the lock, then the run: the other way round a run that just ended looks like one that crashed.
    let slot: Slotstand = sqlx::query_as(include_str!("../../../../sql/signaal/is_slot_vrij.sql"))
        .bind(LOCK_KEY)
        .fetch_one(pool)
        .await?;
    let runs: Vec<LaatsteRun> =
        sqlx::query_as(include_str!("../../../../sql/signaal/select_laatste_run.sql"))
            .bind(nu)
            .fetch_all(pool)
            .await?;
    let is_lost =
        |run: &&LaatsteRun| slot.is_vrij && run.status == "running" && run.gestart_op < slot.moment;
    Ok(Stand {
        zonder_slot: runs.first().filter(is_lost).map(|run| run.run_id),
        runs,
        plannen: sqlx::query_as(include_str!("../../../../sql/signaal/select_planning.sql"))
            .fetch_all(pool)
            .await?,
        bronnen: sqlx::query_as(include_str!("../../../../sql/signaal/select_bronnen.sql"))
            .fetch_all(pool)
            .await?,
        volumes: sqlx::query_as(include_str!("../../../../sql/signaal/select_volumes.sql"))
            .bind(nu)
            .bind(zone)
            .fetch_all(pool)
            .await?,
    })
}
