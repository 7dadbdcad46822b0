//! Which instance of the service leads: a session lock, a fencing number and a heartbeat.

use core::time::Duration;

use chrono::{DateTime, Utc};
use sqlx::postgres::PgConnectOptions;
use sqlx::{ConnectOptions, Connection, FromRow, PgConnection};
use tokio::sync::Mutex;
use tokio::time::timeout;

use crate::db::session_name;
use crate::{Db, Error};

/// Key of the session lock; the letters `leider` as a number, so that it is recognised in `pg_locks`.
const LOCK_KEY: i64 = 0x6c65_6964_6572;

/// A server that does not answer the heartbeat within this time counts as lost.
const BEAT_TIMEOUT: Duration = Duration::from_secs(10);

/// The right to plan and to take requests. Held by a session of its own; the server frees it when that ends.
#[derive(Debug)]
pub struct Leider {
    fencing: i64,
    session: Mutex<PgConnection>,
}

/// Who led last.
#[derive(Debug, Clone, FromRow)]
pub struct LeiderStand {
    /// Machine.
    pub host: Option<String>,
    /// Process.
    pub pid: Option<i32>,
    /// Version of the program.
    pub versie: Option<String>,
    /// Since when.
    pub sinds: Option<DateTime<Utc>>,
    /// When it last let know that it lives.
    pub hartslag: Option<DateTime<Utc>>,
    /// Seconds since then, by the clock of the database.
    pub stil_seconden: i64,
    /// Whether the lock is held: nobody leads when not.
    #[sqlx(skip)]
    pub leidt: bool,
}

impl Leider {
    /// Takes the lead; `None` when another instance has it.
    ///
    /// One that was silent for longer than `stil_max` is frozen, or cut off without the server noticing: its sessions
    /// are ended, so that a later call finds the lock free.
    ///
    /// # Errors
    /// `Database`.
    pub async fn take(db: &Db, versie: &str, stil_max: Duration) -> Result<Option<Self>, Error> {
        let options: PgConnectOptions = db.pool().connect_options().as_ref().clone();
        let mut session = options.connect().await?;
        let is_taken: bool =
            sqlx::query_scalar(include_str!("../../../../sql/dienst/try_lock.sql"))
                .bind(LOCK_KEY)
                .fetch_one(&mut session)
                .await?;
        if !is_taken {
            session.close().await?;
            end_frozen(db, stil_max).await?;
            return Ok(None);
        }
        let fencing = sqlx::query_scalar(include_str!("../../../../sql/dienst/take_leider.sql"))
            .bind(crate::db::host())
            .bind(i32::try_from(std::process::id()).ok())
            .bind(versie)
            .fetch_one(&mut session)
            .await?;
        Ok(Some(Self { fencing, session: Mutex::new(session) }))
    }

    /// The number that a later leader will have surpassed.
    pub const fn fencing(&self) -> i64 {
        self.fencing
    }

    /// Lets know that this instance lives, over the session that has the lock.
    ///
    /// # Errors
    /// `LeaderLost` when another instance leads, or when the session is gone and the lock with it.
    pub async fn beat(&self) -> Result<(), Error> {
        let mut session = self.session.lock().await;
        let beat = sqlx::query_scalar(include_str!("../../../../sql/dienst/beat_leider.sql"))
            .bind(self.fencing)
            .fetch_optional(&mut *session);
        match timeout(BEAT_TIMEOUT, beat).await {
            Ok(Ok(Some::<i64>(_))) => Ok(()),
            _ => Err(Error::LeaderLost { fencing: self.fencing }),
        }
    }

    /// Makes sure, inside the transaction of `connection`, that this instance still leads. A later one waits for that
    /// transaction to end.
    ///
    /// # Errors
    /// `LeaderLost`, or `Database`.
    pub(super) async fn check(&self, connection: &mut PgConnection) -> Result<(), Error> {
        let row: Option<i64> =
            sqlx::query_scalar(include_str!("../../../../sql/dienst/check_leider.sql"))
                .bind(self.fencing)
                .fetch_optional(connection)
                .await?;
        row.map(|_| ()).ok_or(Error::LeaderLost { fencing: self.fencing })
    }

    /// Gives the lead back, so that the next instance need not wait.
    ///
    /// # Errors
    /// `Database`; the lock is free all the same once the server notices.
    pub async fn release(self) -> Result<(), Error> {
        Ok(self.session.into_inner().close().await?)
    }

    /// Tells who led last, and whether it still does.
    ///
    /// # Errors
    /// `Database`.
    pub async fn stand(db: &Db) -> Result<Option<LeiderStand>, Error> {
        let sql = include_str!("../../../../sql/dienst/select_leider.sql");
        let stand: Option<LeiderStand> = sqlx::query_as(sql).fetch_optional(db.pool()).await?;
        let Some(stand) = stand else { return Ok(None) };
        let leidt = crate::slot::is_held(db, LOCK_KEY).await?;
        Ok(Some(LeiderStand { leidt, ..stand }))
    }
}

/// Ends the sessions of a leader that was silent for longer than `stil_max`.
async fn end_frozen(db: &Db, stil_max: Duration) -> Result<(), Error> {
    let sql = include_str!("../../../../sql/dienst/select_leider.sql");
    let stand: Option<LeiderStand> = sqlx::query_as(sql).fetch_optional(db.pool()).await?;
    let Some(LeiderStand { host: Some(host), pid: Some(pid), stil_seconden, .. }) = stand else {
        return Ok(());
    };
    if u64::try_from(stil_seconden).unwrap_or_default() <= stil_max.as_secs() {
        return Ok(());
    }
    let ended: i64 = sqlx::query_scalar(include_str!("../../../../sql/dienst/end_sessions.sql"))
        .bind(session_name(&host, pid))
        .fetch_one(db.pool())
        .await?;
    tracing::warn!(host, pid, ended, "the leader is silent: ended its sessions");
    Ok(())
}
