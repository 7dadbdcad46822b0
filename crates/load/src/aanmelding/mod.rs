//! Sign-in to the pages: local accounts, sessions, sign-ins on their way to a provider, failed attempts.
//!
//! Nothing here knows a password or a cookie: it stores and compares hashes that its caller made. The moment is always
//! an argument, so that two instances and a test agree about it.

mod gebruiker;
mod onderweg;
mod poging;
mod sessie;

use chrono::{DateTime, TimeDelta, Utc};

use crate::{Db, Error};

pub use gebruiker::{
    Account, AccountRij, add_account, find_account, is_known, list_accounts, remove_account,
    set_password, set_role,
};
pub use onderweg::{Onderweg, begin_onderweg, take_onderweg};
pub use poging::{Rem, count_attempt, forget_attempts, release_attempt};
pub use sessie::{Einde, NieuweSessie, Sessie, begin_session, end_session, find_session};

/// SHA-256 of what must not be readable in the database.
pub type Hash = [u8; 32];

/// Ended sessions stay this long: long enough to see in the morning who was signed in.
const SESSIE_BEWAAR: TimeDelta = TimeDelta::days(7);
/// Attempts count for an hour; a day later nothing depends on them.
const POGING_BEWAAR: TimeDelta = TimeDelta::days(1);

/// Rows that [`clear`] ended or removed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Opgeruimd {
    /// Sessions that were ended because they were too old or not used.
    pub verlopen: u64,
    /// Ended sessions that were removed.
    pub sessies: u64,
    /// Sign-ins that never came back from the provider.
    pub onderweg: u64,
    /// Failed attempts that no longer count.
    pub pogingen: u64,
}

/// Ends what is too old and removes what no longer counts; doing it again changes nothing.
///
/// # Errors
/// `Database`.
pub async fn clear(db: &Db, nu: DateTime<Utc>, rust: TimeDelta) -> Result<Opgeruimd, Error> {
    let verlopen = sqlx::query(include_str!("../../../../sql/aanmelding/end_verlopen.sql"))
        .bind(nu)
        .bind(nu - rust)
        .execute(db.pool())
        .await?
        .rows_affected();
    let delete = async |sql: &'static str, before: DateTime<Utc>| {
        let done = sqlx::query(sql).bind(before).execute(db.pool()).await?;
        Ok::<u64, Error>(done.rows_affected())
    };
    Ok(Opgeruimd {
        verlopen,
        sessies: delete(
            include_str!("../../../../sql/aanmelding/delete_sessies.sql"),
            nu - SESSIE_BEWAAR,
        )
        .await?,
        onderweg: delete(
            include_str!("../../../../sql/aanmelding/delete_aanmeldverzoeken.sql"),
            nu,
        )
        .await?,
        pogingen: delete(
            include_str!("../../../../sql/aanmelding/delete_pogingen.sql"),
            nu - POGING_BEWAAR,
        )
        .await?,
    })
}
