//! Local accounts. Every change is written to the audit and ends the sessions of the account, in one transaction.

use chrono::{DateTime, Utc};
use sqlx::{FromRow, PgConnection};

use super::Einde;
use crate::dienst::Herkomst;
use crate::ledger::{Handeling, record_audit_in};
use crate::{Db, Error};

/// An account that may sign in.
#[derive(Debug, Clone, FromRow)]
pub struct Account {
    /// Number.
    pub gebruiker_id: i64,
    /// Name.
    pub naam: String,
    /// argon2id, as a PHC string.
    pub wachtwoord_hash: String,
    /// Role word.
    pub rol: String,
}

/// An account in a list.
#[derive(Debug, Clone, FromRow)]
pub struct AccountRij {
    /// Name.
    pub naam: String,
    /// Role word.
    pub rol: String,
    /// Whether it can be used to sign in.
    pub is_active: bool,
    /// When it was made.
    pub aangemaakt_op: DateTime<Utc>,
    /// When its password was set.
    pub wachtwoord_op: DateTime<Utc>,
    /// When it last signed in.
    pub aangemeld_op: Option<DateTime<Utc>>,
}

/// Makes an account; one that was removed comes back under the new password and role. `false` when it is there.
///
/// # Errors
/// `Database`.
pub async fn add_account(
    db: &Db,
    (naam, hash, rol): (&str, &str, &str),
    wie: &str,
    nu: DateTime<Utc>,
) -> Result<bool, Error> {
    let mut transaction = db.pool().begin().await?;
    let sql = include_str!("../../../../sql/aanmelding/insert_gebruiker.sql");
    let made: Option<i64> = sqlx::query_scalar(sql)
        .bind(naam)
        .bind(hash)
        .bind(rol)
        .bind(nu)
        .fetch_optional(&mut *transaction)
        .await?;
    if made.is_some() {
        record(&mut transaction, wie, "account maken", (naam, &format!("gelukt, {rol}"))).await?;
    }
    transaction.commit().await?;
    Ok(made.is_some())
}

/// Gives an account another password and ends its sessions. `false` when there is no such account.
///
/// # Errors
/// `Database`.
pub async fn set_password(
    db: &Db,
    (naam, hash): (&str, &str),
    wie: &str,
    nu: DateTime<Utc>,
) -> Result<bool, Error> {
    let mut transaction = db.pool().begin().await?;
    let sql = include_str!("../../../../sql/aanmelding/update_wachtwoord.sql");
    let changed: Option<i64> = sqlx::query_scalar(sql)
        .bind(naam)
        .bind(hash)
        .bind(nu)
        .fetch_optional(&mut *transaction)
        .await?;
    if let Some(account) = changed {
        end_sessions(&mut transaction, account, nu, Einde::Gewijzigd).await?;
        record(&mut transaction, wie, "wachtwoord zetten", (naam, "gelukt")).await?;
    }
    transaction.commit().await?;
    Ok(changed.is_some())
}

/// Gives an account another role and ends its sessions. `false` when there is no such account.
///
/// # Errors
/// `Database`.
pub async fn set_role(
    db: &Db,
    (naam, rol): (&str, &str),
    wie: &str,
    nu: DateTime<Utc>,
) -> Result<bool, Error> {
    let mut transaction = db.pool().begin().await?;
    let changed: Option<i64> =
        sqlx::query_scalar(include_str!("../../../../sql/aanmelding/update_rol.sql"))
            .bind(naam)
            .bind(rol)
            .fetch_optional(&mut *transaction)
            .await?;
    if let Some(account) = changed {
        end_sessions(&mut transaction, account, nu, Einde::Gewijzigd).await?;
        record(&mut transaction, wie, "rol zetten", (naam, &format!("gelukt, {rol}"))).await?;
    }
    transaction.commit().await?;
    Ok(changed.is_some())
}

/// Makes an account unusable, forgets its password and ends its sessions. `false` when there is no such account.
///
/// # Errors
/// `Database`.
pub async fn remove_account(
    db: &Db,
    naam: &str,
    wie: &str,
    nu: DateTime<Utc>,
) -> Result<bool, Error> {
    let mut transaction = db.pool().begin().await?;
    let removed: Option<i64> =
        sqlx::query_scalar(include_str!("../../../../sql/aanmelding/remove_gebruiker.sql"))
            .bind(naam)
            .fetch_optional(&mut *transaction)
            .await?;
    if let Some(account) = removed {
        end_sessions(&mut transaction, account, nu, Einde::Verwijderd).await?;
        record(&mut transaction, wie, "account verwijderen", (naam, "gelukt")).await?;
    }
    transaction.commit().await?;
    Ok(removed.is_some())
}

async fn end_sessions(
    connection: &mut PgConnection,
    account: i64,
    nu: DateTime<Utc>,
    einde: Einde,
) -> Result<(), Error> {
    sqlx::query(include_str!("../../../../sql/aanmelding/end_sessies_van.sql"))
        .bind(account)
        .bind(nu)
        .bind(einde.code())
        .execute(connection)
        .await?;
    Ok(())
}

async fn record(
    connection: &mut PgConnection,
    wie: &str,
    handeling: &str,
    (object, resultaat): (&str, &str),
) -> Result<(), Error> {
    let herkomst = Herkomst::Opdrachtregel.code();
    record_audit_in(connection, &Handeling { wie, handeling, object, resultaat, herkomst }).await
}

/// The active account of this name.
///
/// # Errors
/// `Database`.
pub async fn find_account(db: &Db, naam: &str) -> Result<Option<Account>, Error> {
    let sql = include_str!("../../../../sql/aanmelding/select_gebruiker.sql");
    Ok(sqlx::query_as(sql).bind(naam).fetch_optional(db.pool()).await?)
}

/// Whether there is or was an account of this name.
///
/// # Errors
/// `Database`.
pub async fn is_known(db: &Db, naam: &str) -> Result<bool, Error> {
    let sql = include_str!("../../../../sql/aanmelding/has_naam.sql");
    Ok(sqlx::query_scalar(sql).bind(naam).fetch_one(db.pool()).await?)
}

/// All accounts by name, also those that were removed.
///
/// # Errors
/// `Database`.
pub async fn list_accounts(db: &Db) -> Result<Vec<AccountRij>, Error> {
    let sql = include_str!("../../../../sql/aanmelding/select_gebruikers.sql");
    Ok(sqlx::query_as(sql).fetch_all(db.pool()).await?)
}
