//! Sessions of people who are signed in.

use chrono::{DateTime, TimeDelta, Utc};
use sqlx::FromRow;

use super::Hash;
use crate::ledger::{Handeling, record_audit_in};
use crate::{Db, Error};

/// The use of a session is written down once in this time: a page costs no write.
const GEZIEN_PER: TimeDelta = TimeDelta::seconds(60);

/// A session that holds.
#[derive(Debug, Clone, FromRow)]
pub struct Sessie {
    /// Name, as in the audit.
    pub naam: String,
    /// Role word.
    pub rol: String,
    /// What its forms send back.
    pub csrf: String,
    /// Whether a provider signed this person in.
    pub is_extern: bool,
    gezien_op: DateTime<Utc>,
}

/// A session that begins.
#[derive(Debug, Clone, Copy)]
pub struct NieuweSessie<'a> {
    /// Hash of its token.
    pub hash: &'a Hash,
    /// Local account; `None` when a provider signed this person in.
    pub gebruiker_id: Option<i64>,
    /// Name, as in the audit.
    pub naam: &'a str,
    /// Role word.
    pub rol: &'a str,
    /// What its forms send back.
    pub csrf: &'a str,
    /// When it ends, used or not.
    pub verloopt_op: DateTime<Utc>,
}

/// Why a session ended before its time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Einde {
    /// The person signed out.
    Afgemeld,
    /// The same browser signed in anew.
    Vervangen,
    /// The account got another role or password.
    Gewijzigd,
    /// The account was removed.
    Verwijderd,
}

impl Einde {
    /// The word as it stands in `beheer.sessie.einde`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Afgemeld => "afgemeld",
            Self::Vervangen => "vervangen",
            Self::Gewijzigd => "gewijzigd",
            Self::Verwijderd => "verwijderd",
        }
    }
}

/// Begins a session and writes `handeling` to the audit, ending the one that the browser had. `false`, with nothing
/// done, when the account was removed or got another role in between.
///
/// # Errors
/// `Database`.
pub async fn begin_session(
    db: &Db,
    sessie: &NieuweSessie<'_>,
    oud: Option<&Hash>,
    handeling: &Handeling<'_>,
    nu: DateTime<Utc>,
) -> Result<bool, Error> {
    let mut transaction = db.pool().begin().await?;
    let begun = sqlx::query(include_str!("../../../../sql/aanmelding/insert_sessie.sql"))
        .bind(sessie.hash.as_slice())
        .bind(sessie.gebruiker_id)
        .bind(sessie.naam)
        .bind(sessie.rol)
        .bind(sessie.csrf)
        .bind(nu)
        .bind(sessie.verloopt_op)
        .execute(&mut *transaction)
        .await?;
    if begun.rows_affected() == 0 {
        return Ok(false);
    }
    if let Some(oud) = oud {
        sqlx::query(include_str!("../../../../sql/aanmelding/end_sessie.sql"))
            .bind(oud.as_slice())
            .bind(nu)
            .bind(Einde::Vervangen.code())
            .execute(&mut *transaction)
            .await?;
    }
    if let Some(account) = sessie.gebruiker_id {
        sqlx::query(include_str!("../../../../sql/aanmelding/mark_aangemeld.sql"))
            .bind(account)
            .bind(nu)
            .execute(&mut *transaction)
            .await?;
    }
    record_audit_in(&mut transaction, handeling).await?;
    transaction.commit().await?;
    Ok(true)
}

/// The session of this token when it holds: used within `rust`, not ended, not past its time. Notes that it is used.
///
/// # Errors
/// `Database`.
pub async fn find_session(
    db: &Db,
    hash: &Hash,
    nu: DateTime<Utc>,
    rust: TimeDelta,
) -> Result<Option<Sessie>, Error> {
    let sessie: Option<Sessie> =
        sqlx::query_as(include_str!("../../../../sql/aanmelding/select_sessie.sql"))
            .bind(hash.as_slice())
            .bind(nu)
            .bind(nu - rust)
            .fetch_optional(db.pool())
            .await?;
    if let Some(sessie) = &sessie
        && sessie.gezien_op + GEZIEN_PER <= nu
    {
        sqlx::query(include_str!("../../../../sql/aanmelding/touch_sessie.sql"))
            .bind(hash.as_slice())
            .bind(nu)
            .execute(db.pool())
            .await?;
    }
    Ok(sessie)
}

/// Ends a session by its person, and writes `handeling` to the audit.
///
/// # Errors
/// `Database`.
pub async fn end_session(
    db: &Db,
    hash: &Hash,
    handeling: &Handeling<'_>,
    nu: DateTime<Utc>,
) -> Result<(), Error> {
    let mut transaction = db.pool().begin().await?;
    sqlx::query(include_str!("../../../../sql/aanmelding/end_sessie.sql"))
        .bind(hash.as_slice())
        .bind(nu)
        .bind(Einde::Afgemeld.code())
        .execute(&mut *transaction)
        .await?;
    record_audit_in(&mut transaction, handeling).await?;
    transaction.commit().await?;
    Ok(())
}
