//! Findings in the hands of people: list, accept, open again.

use chrono::{DateTime, Utc};
use sqlx::FromRow;

use crate::{Db, Error};

/// A finding, with the newest decision of a person about it.
#[derive(Debug, Clone, FromRow)]
pub struct BevindingRij {
    /// Key; positive.
    pub bevinding_sk: i64,
    /// `open`, `opgelost` or `geaccepteerd`.
    pub status: String,
    /// Rule.
    pub regelcode: String,
    /// What the rule is about.
    pub onderwerp: Option<String>,
    /// `R`, `P` or `D`.
    pub ernst: String,
    /// Law.
    pub wet: String,
    /// Municipality.
    pub gemeentecode: String,
    /// Provider.
    pub agb_code: String,
    /// Kind of message; `301` when it hangs on the allocation.
    pub berichtsoort: String,
    /// Message.
    pub bericht_identificatie: Option<String>,
    /// Record within the message.
    pub regelnummer: Option<i32>,
    /// Allocation.
    pub toewijzingnummer: Option<i64>,
    /// What was found against what was expected.
    pub toelichting: String,
    /// Reference date of the run that saw it first.
    pub eerst_gezien_op: DateTime<Utc>,
    /// Reference date of the run that saw it last.
    pub laatst_gezien_op: DateTime<Utc>,
    /// Reference date of the run that no longer saw it.
    pub opgelost_op: Option<DateTime<Utc>>,
    /// How often it opened again by itself.
    pub aantal_heropend: i32,
    /// `geaccepteerd` or `heropend`; `None`: nobody decided.
    pub besluit: Option<String>,
    /// Why.
    pub notitie: Option<String>,
    /// Who decided.
    pub genomen_door: Option<String>,
    /// When.
    pub genomen_op: Option<DateTime<Utc>>,
}

/// Which findings to list; `None` is all.
#[derive(Debug, Clone, Default)]
pub struct BevindingFilter {
    /// Status.
    pub status: Option<String>,
    /// Rule.
    pub regelcode: Option<String>,
    /// Severity.
    pub ernst: Option<String>,
    /// Provider.
    pub agb_code: Option<String>,
    /// Municipality.
    pub gemeentecode: Option<String>,
}

/// What a person decides about a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Besluit {
    /// It is fine as it is.
    Geaccepteerd,
    /// It has to be mended after all.
    Heropend,
}

impl Besluit {
    /// The word in the ledger.
    pub const fn woord(self) -> &'static str {
        match self {
            Self::Geaccepteerd => "geaccepteerd",
            Self::Heropend => "heropend",
        }
    }
}

const SELECT: &str = include_str!("../../../../sql/beheer/select_bevindingen.sql");

/// At most `rows_max` findings that pass the filter: the heaviest first, then the newest.
///
/// # Errors
/// `Database`.
pub async fn list(
    db: &Db,
    filter: &BevindingFilter,
    rows_max: i64,
) -> Result<Vec<BevindingRij>, Error> {
    Ok(sqlx::query_as(SELECT)
        .bind(rows_max)
        .bind(filter.status.as_deref())
        .bind(filter.regelcode.as_deref())
        .bind(filter.ernst.as_deref())
        .bind(filter.agb_code.as_deref())
        .bind(filter.gemeentecode.as_deref())
        .bind(None::<&[i64]>)
        .fetch_all(db.pool())
        .await?)
}

/// The findings with these keys; a key that was never given has no row.
///
/// # Errors
/// `Database`.
pub async fn find(db: &Db, keys: &[i64]) -> Result<Vec<BevindingRij>, Error> {
    Ok(sqlx::query_as(SELECT)
        .bind(i64::MAX)
        .bind(None::<&str>)
        .bind(None::<&str>)
        .bind(None::<&str>)
        .bind(None::<&str>)
        .bind(None::<&str>)
        .bind(Some(keys))
        .fetch_all(db.pool())
        .await?)
}

/// How many findings pass the filter.
///
/// # Errors
/// `Database`.
pub async fn count(db: &Db, filter: &BevindingFilter) -> Result<i64, Error> {
    Ok(sqlx::query_scalar(include_str!("../../../../sql/beheer/count_bevindingen.sql"))
        .bind(filter.status.as_deref())
        .bind(filter.regelcode.as_deref())
        .bind(filter.ernst.as_deref())
        .bind(filter.agb_code.as_deref())
        .bind(filter.gemeentecode.as_deref())
        .fetch_one(db.pool())
        .await?)
}

/// What became of the findings that somebody decided about.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Beslist {
    /// The decision was taken now.
    pub gewijzigd: Vec<i64>,
    /// A publication found meanwhile that they no longer hold: there was nothing to decide.
    pub opgelost: Vec<i64>,
    /// They stood so already.
    pub ongewijzigd: Vec<i64>,
}

/// Accepts open findings, or opens accepted ones.
///
/// The decision stands in `beheer.bevinding_besluit` and in the audit, or nothing changed. A publication that is busy
/// with the same finding is waited for.
///
/// # Errors
/// `Database`; then nothing is decided.
pub async fn decide(
    db: &Db,
    keys: &[i64],
    besluit: Besluit,
    notitie: &str,
    wie: &str,
) -> Result<Beslist, Error> {
    let mut transaction = db.pool().begin().await?;
    let sql = include_str!("../../../../sql/beheer/decide_bevinding.sql");
    let sql = sqlx::query_scalar(sql).bind(keys).bind(besluit.woord()).bind(notitie).bind(wie);
    let gewijzigd: Vec<i64> = sql.fetch_all(&mut *transaction).await?;
    // A statement of its own: it sees what the publication did that the first one waited for.
    let sql = include_str!("../../../../sql/beheer/select_bevinding_status.sql");
    let standen: Vec<(i64, String)> =
        sqlx::query_as(sql).bind(keys).fetch_all(&mut *transaction).await?;
    transaction.commit().await?;
    let mut beslist = Beslist { gewijzigd, ..Beslist::default() };
    for key in keys.iter().filter(|key| !beslist.gewijzigd.contains(key)) {
        let stand = standen.iter().find(|(found, _)| found == key).map(|(_, stand)| stand.as_str());
        let kant = match stand {
            None | Some("opgelost") => &mut beslist.opgelost,
            Some(_) => &mut beslist.ongewijzigd,
        };
        kant.push(*key);
    }
    Ok(beslist)
}
