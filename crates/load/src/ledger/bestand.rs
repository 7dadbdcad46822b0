//! Files: which are known, and which belong to a rerun.

use chrono::{DateTime, Utc};
use sqlx::FromRow;

use crate::{Db, Error};

/// What tells an unchanged file: name, size and time of change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BestandKenmerk {
    /// Path inside the folder of the source.
    pub naam: String,
    /// Size in bytes.
    pub grootte: i64,
    /// Time of change, nanoseconds since 1970-01-01 UTC.
    pub gewijzigd_ns: i64,
}

/// A file that was read before.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct BekendBestand {
    /// Its number, which it keeps when it is read again.
    pub bestand_id: i64,
    /// Its source.
    pub bron: String,
    /// Path inside the folder of the source.
    pub naam: String,
    /// SHA-256 in hexadecimal digits; zeros when it could not be read.
    pub sha256: String,
    /// Size in bytes, when it was read.
    pub grootte: i64,
    /// Time of change when it was read, nanoseconds since 1970-01-01 UTC.
    pub gewijzigd_ns: i64,
}

/// Which known files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FileSet {
    /// Those that a run read last.
    Run(i64),
    /// Those that a task read last.
    Task(i64),
    /// Those of a source that were read in these days.
    Source {
        /// Name of the source.
        bron: String,
        /// Begin of the first day; `None`: from the beginning.
        van: Option<DateTime<Utc>>,
        /// End of the last day, which is not in it; `None`: up to now.
        tot: Option<DateTime<Utc>>,
    },
    /// Those with something open in quarantine: these rows only, or this code only, when given.
    Quarantine {
        /// Numbers of quarantine rows; `None`: all.
        rows: Option<Vec<i64>>,
        /// Code; `None`: all.
        code: Option<String>,
    },
}

/// Whether `bron` ever had a file: when not, none of its files can be known.
///
/// # Errors
/// `Database`.
pub async fn has_files(db: &Db, bron: &str) -> Result<bool, Error> {
    let sql = include_str!("../../../../sql/ledger/has_files.sql");
    Ok(sqlx::query_scalar(sql).bind(bron).fetch_one(db.pool()).await?)
}

/// Tells for each of `files` whether `bron` had it before, unchanged.
///
/// # Errors
/// `Database`.
pub async fn known_files(
    db: &Db,
    bron: &str,
    files: &[BestandKenmerk],
) -> Result<Vec<bool>, Error> {
    let names: Vec<&str> = files.iter().map(|file| file.naam.as_str()).collect();
    let sizes: Vec<i64> = files.iter().map(|file| file.grootte).collect();
    let times: Vec<i64> = files.iter().map(|file| file.gewijzigd_ns).collect();
    let places: Vec<i64> =
        sqlx::query_scalar(include_str!("../../../../sql/ledger/select_known_files.sql"))
            .bind(bron)
            .bind(names)
            .bind(sizes)
            .bind(times)
            .fetch_all(db.pool())
            .await?;
    let mut known = vec![false; files.len()];
    for place in places {
        let slot = usize::try_from(place - 1).ok().and_then(|index| known.get_mut(index));
        if let Some(slot) = slot {
            *slot = true;
        }
    }
    Ok(known)
}

/// The hash of each of `files` that `bron` had before, unchanged.
///
/// # Errors
/// `Database`.
pub async fn known_hashes(
    db: &Db,
    bron: &str,
    files: &[BestandKenmerk],
) -> Result<Vec<Option<String>>, Error> {
    let names: Vec<&str> = files.iter().map(|file| file.naam.as_str()).collect();
    let sizes: Vec<i64> = files.iter().map(|file| file.grootte).collect();
    let times: Vec<i64> = files.iter().map(|file| file.gewijzigd_ns).collect();
    let rows: Vec<(i64, String)> =
        sqlx::query_as(include_str!("../../../../sql/ledger/select_known_hashes.sql"))
            .bind(bron)
            .bind(names)
            .bind(sizes)
            .bind(times)
            .fetch_all(db.pool())
            .await?;
    let mut hashes = vec![None; files.len()];
    for (place, hash) in rows {
        let slot = usize::try_from(place - 1).ok().and_then(|index| hashes.get_mut(index));
        if let Some(slot) = slot {
            *slot = Some(hash);
        }
    }
    Ok(hashes)
}

/// Those of `hashes` that were loaded as a whole by `bron`, with runs on at least `days` days since they were read.
///
/// # Errors
/// `Database`.
pub async fn expired_hashes(
    db: &Db,
    bron: &str,
    hashes: &[&str],
    days: u32,
) -> Result<Vec<String>, Error> {
    let sql = include_str!("../../../../sql/ledger/select_expired_hashes.sql");
    let days = i64::from(days);
    Ok(sqlx::query_scalar(sql).bind(bron).bind(hashes).bind(days).fetch_all(db.pool()).await?)
}

/// The next files of `set` after the file with number `after`, at most `rows_max`, by number.
///
/// # Errors
/// `Database`.
pub async fn page_of_files(
    db: &Db,
    set: &FileSet,
    after: i64,
    rows_max: i64,
) -> Result<Vec<BekendBestand>, Error> {
    let of_run = include_str!("../../../../sql/ledger/select_files_of_run.sql");
    let of_task = include_str!("../../../../sql/ledger/select_files_of_task.sql");
    let of_source = include_str!("../../../../sql/ledger/select_files_of_source.sql");
    let quarantined = include_str!("../../../../sql/ledger/select_files_in_quarantine.sql");
    let query = match set {
        FileSet::Run(run_id) => sqlx::query_as(of_run).bind(run_id),
        FileSet::Task(taak_id) => sqlx::query_as(of_task).bind(taak_id),
        FileSet::Source { bron, van, tot } => {
            sqlx::query_as(of_source).bind(bron).bind(van).bind(tot)
        }
        FileSet::Quarantine { rows, code } => sqlx::query_as(quarantined).bind(rows).bind(code),
    };
    Ok(query.bind(after).bind(rows_max).fetch_all(db.pool()).await?)
}

/// Files that lost from one of `files` (TR056) and must be read again with them.
///
/// # Errors
/// `Database`.
pub async fn rivals(db: &Db, files: &[i64]) -> Result<Vec<BekendBestand>, Error> {
    let sql = include_str!("../../../../sql/ledger/select_rivals.sql");
    Ok(sqlx::query_as(sql).bind(files).fetch_all(db.pool()).await?)
}
