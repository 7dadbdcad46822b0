//! Acts that must be accounted for.

use sqlx::PgConnection;

use crate::{Db, Error};

/// One act.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Handeling<'a> {
    /// Who: a user name.
    pub wie: &'a str,
    /// What, such as `pseudoniem`.
    pub handeling: &'a str,
    /// On what: a number or key of this database, never a BSN.
    pub object: &'a str,
    /// With what result.
    pub resultaat: &'a str,
    /// From where: command line, web page or service.
    pub herkomst: &'a str,
}

/// Writes down `handeling`.
///
/// # Errors
/// `Database`; the act must not go on then.
pub async fn record_audit(db: &Db, handeling: &Handeling<'_>) -> Result<(), Error> {
    let mut connection = db.pool().acquire().await?;
    record_audit_in(&mut connection, handeling).await
}

/// Writes down `handeling` in the transaction of `connection`: act and audit together, or neither.
///
/// # Errors
/// `Database`.
pub(crate) async fn record_audit_in(
    connection: &mut PgConnection,
    handeling: &Handeling<'_>,
) -> Result<(), Error> {
    sqlx::query(include_str!("../../../../sql/ledger/insert_audit.sql"))
        .bind(handeling.wie)
        .bind(handeling.handeling)
        .bind(handeling.object)
        .bind(handeling.resultaat)
        .bind(handeling.herkomst)
        .execute(connection)
        .await?;
    Ok(())
}
