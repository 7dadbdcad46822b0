//! The queue: the leader takes requests one after the other, and writes down what became of them.
//!
//! Every write checks, in its own transaction, that the instance still leads.

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::FromRow;

use crate::ledger::{Failure, Handeling, Status, record_audit_in};
use crate::{Db, Error};

use super::leider::Leider;
use super::verzoek::{Herkomst, Opdracht};

/// A request that was taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Genomen {
    /// Number.
    pub verzoek_id: i64,
    /// What is to be done.
    pub opdracht: Opdracht,
    /// Plan of the planner.
    pub plan: Option<String>,
    /// Who asked.
    pub wie: String,
    /// How often it was begun, this time included.
    pub poging: i32,
}

/// How a request ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Afloop {
    /// Status.
    pub status: Status,
    /// What went wrong.
    pub failure: Option<Failure>,
}

/// A request to stop something.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Annulering {
    /// Number of the request to stop.
    pub verzoek_id: i64,
    /// Run that is to stop.
    pub doel_run_id: Option<i64>,
    /// Request that is to stop.
    pub doel_verzoek_id: Option<i64>,
    /// The request that it means, when there is one.
    pub gevonden_id: Option<i64>,
    /// How that one stands.
    pub gevonden_status: Option<String>,
}

#[derive(FromRow)]
struct Rij {
    verzoek_id: i64,
    soort: String,
    bronnen: Vec<String>,
    doel_run_id: Option<i64>,
    doel_taak_id: Option<i64>,
    doel_rijen: Option<Vec<i64>>,
    doel_code: Option<String>,
    van: Option<NaiveDate>,
    tot: Option<NaiveDate>,
    peildatum: Option<NaiveDate>,
    is_bevestigd: bool,
    is_mislukt: bool,
    plan: Option<String>,
    wie: String,
    poging: i32,
}

impl Rij {
    fn genomen(self) -> Result<Genomen, Error> {
        let (bron, is_mislukt) = (self.bronnen.first().cloned(), self.is_mislukt);
        let opdracht = match (self.soort.as_str(), self.doel_run_id, self.doel_taak_id, bron) {
            ("run", ..) => Opdracht::Run {
                bronnen: self.bronnen,
                peildatum: self.peildatum,
                is_bevestigd: self.is_bevestigd,
            },
            ("replay", ..) => Opdracht::Replay { rijen: self.doel_rijen, code: self.doel_code },
            ("rerun", run, ..) if is_mislukt => Opdracht::RerunMislukt(run),
            ("rerun", Some(run), ..) => Opdracht::RerunRun(run),
            ("rerun", None, Some(taak), _) => Opdracht::RerunTaak(taak),
            ("rerun", None, None, Some(bron)) => {
                Opdracht::RerunBron { bron, van: self.van, tot: self.tot }
            }
            _ => return Err(Error::Corrupt { what: "beheer.verzoek" }),
        };
        let Self { verzoek_id, plan, wie, poging, .. } = self;
        Ok(Genomen { verzoek_id, opdracht, plan, wie, poging })
    }
}

/// Begins with the oldest request whose time has come; `None` when there is none.
///
/// # Errors
/// `LeaderLost`, or `Database`.
pub async fn take(db: &Db, leider: &Leider, nu: DateTime<Utc>) -> Result<Option<Genomen>, Error> {
    let mut transaction = db.pool().begin().await?;
    leider.check(&mut transaction).await?;
    let row: Option<Rij> = sqlx::query_as(include_str!("../../../../sql/dienst/take_verzoek.sql"))
        .bind(nu)
        .fetch_optional(&mut *transaction)
        .await?;
    transaction.commit().await?;
    row.map(Rij::genomen).transpose()
}

/// Writes down which run does a request.
///
/// # Errors
/// `LeaderLost`, or `Database`.
pub async fn assign_run(
    db: &Db,
    leider: &Leider,
    verzoek_id: i64,
    run_id: i64,
) -> Result<(), Error> {
    let mut transaction = db.pool().begin().await?;
    leider.check(&mut transaction).await?;
    sqlx::query(include_str!("../../../../sql/dienst/assign_run.sql"))
        .bind(verzoek_id)
        .bind(run_id)
        .execute(&mut *transaction)
        .await?;
    Ok(transaction.commit().await?)
}

/// Writes down how a request ended.
///
/// # Errors
/// `LeaderLost`, or `Database`.
pub async fn finish(
    db: &Db,
    leider: &Leider,
    verzoek_id: i64,
    afloop: &Afloop,
    nu: DateTime<Utc>,
) -> Result<(), Error> {
    let mut transaction = db.pool().begin().await?;
    leider.check(&mut transaction).await?;
    let failure = afloop.failure.as_ref();
    sqlx::query(include_str!("../../../../sql/dienst/finish_verzoek.sql"))
        .bind(verzoek_id)
        .bind(afloop.status.code())
        .bind(failure.map(|failure| failure.code.as_str()))
        .bind(failure.map(|failure| failure.text.as_str()))
        .bind(nu)
        .execute(&mut *transaction)
        .await?;
    Ok(transaction.commit().await?)
}

/// Puts a request back: for a later try (`niet_voor`), or because the service stops, which is no try.
///
/// # Errors
/// `LeaderLost`, or `Database`.
pub async fn requeue(
    db: &Db,
    leider: &Leider,
    verzoek_id: i64,
    later: Option<(DateTime<Utc>, &Failure)>,
) -> Result<(), Error> {
    let mut transaction = db.pool().begin().await?;
    leider.check(&mut transaction).await?;
    sqlx::query(include_str!("../../../../sql/dienst/requeue_verzoek.sql"))
        .bind(verzoek_id)
        .bind(later.map(|(niet_voor, _)| niet_voor))
        .bind(later.map(|(_, failure)| failure.code.as_str()))
        .bind(later.map(|(_, failure)| failure.text.as_str()))
        .bind(later.is_some())
        .execute(&mut *transaction)
        .await?;
    Ok(transaction.commit().await?)
}

/// Puts back what stands as running although its process is gone; what was begun `pogingen_max` times ends.
///
/// Only for a leader that does nothing itself, while no run is busy. Gives numbers and statuses.
///
/// # Errors
/// `LeaderLost`, or `Database`.
pub async fn resume(
    db: &Db,
    leider: &Leider,
    pogingen_max: i32,
    nu: DateTime<Utc>,
) -> Result<Vec<(i64, String)>, Error> {
    let mut transaction = db.pool().begin().await?;
    leider.check(&mut transaction).await?;
    let rows = sqlx::query_as(include_str!("../../../../sql/dienst/resume_verzoeken.sql"))
        .bind(pogingen_max)
        .bind(nu)
        .fetch_all(&mut *transaction)
        .await?;
    transaction.commit().await?;
    Ok(rows)
}

/// The requests to stop something that are open.
///
/// # Errors
/// `Database`.
pub async fn annuleringen(db: &Db) -> Result<Vec<Annulering>, Error> {
    let sql = include_str!("../../../../sql/dienst/select_annuleringen.sql");
    Ok(sqlx::query_as(sql).fetch_all(db.pool()).await?)
}

/// Takes back a request that was not begun, and writes down who did; `false`: it was begun, or done, before.
///
/// # Errors
/// `Database`.
pub async fn trek_in(
    db: &Db,
    verzoek_id: i64,
    (wie, herkomst): (&str, Herkomst),
    nu: DateTime<Utc>,
) -> Result<bool, Error> {
    let mut transaction = db.pool().begin().await?;
    let sql = include_str!("../../../../sql/dienst/withdraw_verzoek.sql");
    let found: Option<i64> =
        sqlx::query_scalar(sql).bind(verzoek_id).bind(nu).fetch_optional(&mut *transaction).await?;
    if found.is_some() {
        let handeling = Handeling {
            wie,
            handeling: "annuleren",
            object: &format!("verzoek={verzoek_id}"),
            resultaat: "ingetrokken",
            herkomst: herkomst.code(),
        };
        record_audit_in(&mut transaction, &handeling).await?;
    }
    transaction.commit().await?;
    Ok(found.is_some())
}
