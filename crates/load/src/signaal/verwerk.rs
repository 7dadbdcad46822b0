//! From what is so now to what has to be told: only what began, changed or is over.

use chrono::{DateTime, Utc};
use sqlx::{FromRow, PgConnection};

use crate::{Db, Error};

/// What a rule found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NieuwSignaal {
    /// Rule.
    pub regel: &'static str,
    /// What it is about: a source, a plan, a folder, or the word `run`.
    pub object: String,
    /// What tells it from an earlier one that is still open; a change of it is told.
    pub kenmerk: String,
    /// Since when.
    pub sinds: DateTime<Utc>,
    /// What is told of it.
    pub melding: Melding,
}

/// What is told, in Dutch, without personal data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Melding {
    /// One line.
    pub titel: String,
    /// What happened.
    pub wat: String,
    /// What to do.
    pub doen: String,
    /// Path of the page that tells more.
    pub pad: String,
}

/// Why something is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meldsoort {
    /// It began.
    Open,
    /// It is still so, but otherwise.
    Gewijzigd,
    /// It is over.
    Over,
}

impl Meldsoort {
    /// The word as it stands in the warehouse.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Gewijzigd => "gewijzigd",
            Self::Over => "over",
        }
    }
}

/// A signal as it stands.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct SignaalRij {
    /// Number.
    pub signaal_id: i64,
    /// Rule.
    pub regel: String,
    /// What it is about.
    pub object: String,
    /// `open` or `over`.
    pub status: String,
    /// What tells it from another.
    pub kenmerk: String,
    /// One line.
    pub titel: String,
    /// Since when.
    pub sinds: DateTime<Utc>,
    /// When it was over.
    pub over_op: Option<DateTime<Utc>>,
    /// When it was last told.
    pub laatst_gemeld: DateTime<Utc>,
    /// Messages about it that are not delivered yet.
    pub wacht: i64,
}

/// The signals, those that are open first; `alleen_open`: no others.
///
/// # Errors
/// `Database`.
pub async fn signalen(db: &Db, alleen_open: bool) -> Result<Vec<SignaalRij>, Error> {
    let mut connection = db.pool().acquire().await?;
    signalen_in(&mut connection, alleen_open).await
}

async fn signalen_in(
    connection: &mut PgConnection,
    alleen_open: bool,
) -> Result<Vec<SignaalRij>, Error> {
    let sql = include_str!("../../../../sql/signaal/select_signalen.sql");
    Ok(sqlx::query_as(sql).bind(alleen_open).fetch_all(connection).await?)
}

/// Writes down what is so at `nu`, and for each of `kanalen` what is to be told of it; returns how many messages.
///
/// A signal of one of `beoordeeld` that is open and not in `nieuw` is over; `over` words that. Others stay. Signals and
/// messages change in one transaction, and one caller at a time decides.
///
/// # Errors
/// `Database`; nothing has changed then.
pub async fn verwerk(
    db: &Db,
    nu: DateTime<Utc>,
    (nieuw, beoordeeld): (&[NieuwSignaal], &[&str]),
    kanalen: &[String],
    over: impl Fn(&SignaalRij) -> Melding,
) -> Result<usize, Error> {
    let mut transaction = db.pool().begin().await?;
    sqlx::query(include_str!("../../../../sql/signaal/lock_signalen.sql"))
        .execute(&mut *transaction)
        .await?;
    let open = signalen_in(&mut transaction, true).await?;
    let mut told = 0;
    for signaal in nieuw {
        let known =
            open.iter().find(|rij| rij.regel == signaal.regel && rij.object == signaal.object);
        let soort = match known {
            Some(rij) if rij.kenmerk == signaal.kenmerk => continue,
            Some(_) => Meldsoort::Gewijzigd,
            None => Meldsoort::Open,
        };
        let sql = include_str!("../../../../sql/signaal/upsert_signaal.sql");
        let signaal_id: i64 = sqlx::query_scalar(sql)
            .bind(signaal.regel)
            .bind(&signaal.object)
            .bind(&signaal.kenmerk)
            .bind(&signaal.melding.titel)
            .bind(signaal.sinds)
            .bind(nu)
            .fetch_one(&mut *transaction)
            .await?;
        let what = (signaal_id, soort, signaal.sinds);
        schrijf(&mut transaction, what, &signaal.melding, (nu, kanalen)).await?;
        told += 1;
    }
    for rij in &open {
        let is_still =
            nieuw.iter().any(|signaal| signaal.regel == rij.regel && signaal.object == rij.object);
        if is_still || !beoordeeld.contains(&rij.regel.as_str()) {
            continue;
        }
        sqlx::query(include_str!("../../../../sql/signaal/close_signaal.sql"))
            .bind(rij.signaal_id)
            .bind(nu)
            .execute(&mut *transaction)
            .await?;
        let what = (rij.signaal_id, Meldsoort::Over, rij.sinds);
        schrijf(&mut transaction, what, &over(rij), (nu, kanalen)).await?;
        told += 1;
    }
    transaction.commit().await?;
    Ok(told)
}

async fn schrijf(
    connection: &mut PgConnection,
    (signaal_id, soort, sinds): (i64, Meldsoort, DateTime<Utc>),
    melding: &Melding,
    (nu, kanalen): (DateTime<Utc>, &[String]),
) -> Result<(), Error> {
    sqlx::query(include_str!("../../../../sql/signaal/insert_melding.sql"))
        .bind(signaal_id)
        .bind(soort.code())
        .bind(&melding.titel)
        .bind(&melding.wat)
        .bind(&melding.doen)
        .bind(&melding.pad)
        .bind(sinds)
        .bind(nu)
        .bind(kanalen)
        .execute(connection)
        .await?;
    Ok(())
}
