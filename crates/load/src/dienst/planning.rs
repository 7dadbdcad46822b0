//! What the planner has started: the last moment of each plan, and the request that was made for it.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::ledger::{Handeling, record_audit_in};
use crate::{Db, Error};

use super::leider::Leider;
use super::verzoek::{Herkomst, NieuwVerzoek, Opdracht, insert};

/// Who asks when it is the clock.
const WIE: &str = "planner";

/// A moment of a plan that has come.
#[derive(Debug, Clone)]
pub struct Moment<'a> {
    /// Name of the plan.
    pub plan: &'a str,
    /// The moment, as it was planned.
    pub moment: DateTime<Utc>,
    /// Key of this plan and moment: whoever starts it, it starts once.
    pub sleutel: Uuid,
    /// What is to be done.
    pub opdracht: Opdracht,
}

/// What became of starting a moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gestart {
    /// A request was made.
    Nieuw(i64),
    /// An earlier moment of the plan still waits to be begun: its run does the work of both.
    Samengevoegd(i64),
    /// This moment was started before; nothing was made.
    Bestond,
}

/// Up to which moment each plan was started.
///
/// # Errors
/// `Database`.
pub async fn stand(db: &Db) -> Result<BTreeMap<String, DateTime<Utc>>, Error> {
    let sql = include_str!("../../../../sql/dienst/select_planning.sql");
    let rows: Vec<(String, DateTime<Utc>)> = sqlx::query_as(sql).fetch_all(db.pool()).await?;
    Ok(rows.into_iter().collect())
}

/// Writes down that nothing of `plan` up to `moment` is to be started any more, without starting anything.
///
/// # Errors
/// `LeaderLost`, or `Database`.
pub async fn register(
    db: &Db,
    leider: &Leider,
    plan: &str,
    moment: DateTime<Utc>,
) -> Result<(), Error> {
    let mut transaction = db.pool().begin().await?;
    leider.check(&mut transaction).await?;
    upsert(&mut transaction, plan, moment, None).await?;
    Ok(transaction.commit().await?)
}

/// Makes the request of a moment and writes down that it was started: together, or neither.
///
/// # Errors
/// `LeaderLost`, or `Database`.
pub async fn start(db: &Db, leider: &Leider, wat: &Moment<'_>) -> Result<Gestart, Error> {
    let mut transaction = db.pool().begin().await?;
    leider.check(&mut transaction).await?;
    let sql = include_str!("../../../../sql/dienst/select_plan_in_rij.sql");
    let wacht: bool = sqlx::query_scalar(sql).bind(wat.plan).fetch_one(&mut *transaction).await?;
    let verzoek = NieuwVerzoek {
        sleutel: wat.sleutel,
        opdracht: wat.opdracht.clone(),
        reden: None,
        plan: Some(wat.plan),
        wie: WIE,
        herkomst: Herkomst::Planner,
    };
    // A night that still runs is another one: moments differ, so their lines do.
    let moment = wat.moment.to_rfc3339_opts(chrono::SecondsFormat::Secs, true);
    let inhoud = format!("{} plan={} moment={moment}", wat.opdracht.inhoud(), wat.plan);
    let made = insert(&mut transaction, &verzoek, &inhoud, wacht).await?;
    upsert(&mut transaction, wat.plan, wat.moment, made).await?;
    let gestart = match made {
        Some(nummer) if wacht => Gestart::Samengevoegd(nummer),
        Some(nummer) => Gestart::Nieuw(nummer),
        None => Gestart::Bestond,
    };
    if let Gestart::Nieuw(nummer) = gestart {
        let handeling = Handeling {
            wie: WIE,
            handeling: wat.opdracht.soort(),
            object: &inhoud,
            resultaat: &format!("aangenomen als verzoek {nummer}"),
            herkomst: Herkomst::Planner.code(),
        };
        record_audit_in(&mut transaction, &handeling).await?;
    }
    transaction.commit().await?;
    Ok(gestart)
}

async fn upsert(
    connection: &mut sqlx::PgConnection,
    plan: &str,
    moment: DateTime<Utc>,
    verzoek_id: Option<i64>,
) -> Result<(), Error> {
    sqlx::query(include_str!("../../../../sql/dienst/upsert_planning.sql"))
        .bind(plan)
        .bind(moment)
        .bind(verzoek_id)
        .execute(connection)
        .await?;
    Ok(())
}
