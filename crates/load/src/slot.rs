//! One writer per warehouse: a session lock, and a fencing number for the case that the lock was lost unseen.

use core::time::Duration;

use chrono::{DateTime, Utc};
use sqlx::postgres::PgConnectOptions;
use sqlx::{ConnectOptions, Connection, FromRow, PgConnection};
use tokio::sync::Mutex;
use tokio::time::timeout;

use crate::{Db, Error};

/// Key of the session lock; the letters `sluis` as a number, so that it is recognised in `pg_locks`.
pub(crate) const LOCK_KEY: i64 = 0x73_6c75_6973;

/// A server that does not answer within this time counts as lost.
const PING_TIMEOUT: Duration = Duration::from_secs(30);

/// How often the server is asked for a sign of life.
const WATCH: Duration = Duration::from_secs(15);

/// Who took the slot last.
#[derive(Debug, Clone, FromRow)]
pub struct Holder {
    /// Run, when it got as far as having one.
    pub run_id: Option<i64>,
    /// Machine.
    pub host: Option<String>,
    /// Process.
    pub pid: Option<i32>,
    /// Since when.
    pub sinds: DateTime<Utc>,
}

/// The right to write. Held by a connection of its own; the server frees it when that connection ends.
#[derive(Debug)]
pub struct Slot {
    fencing: i64,
    options: PgConnectOptions,
    session: Mutex<PgConnection>,
}

impl Slot {
    /// Takes the slot; `None` when another run holds it.
    ///
    /// # Errors
    /// `Database`.
    pub async fn take(db: &Db) -> Result<Option<Self>, Error> {
        let options = db.pool().connect_options().as_ref().clone();
        let Some(mut session) = lock(&options).await? else {
            return Ok(None);
        };
        let fencing = sqlx::query_scalar(include_str!("../../../sql/ledger/take_slot.sql"))
            .bind(crate::db::host())
            .bind(i32::try_from(std::process::id()).ok())
            .fetch_one(&mut session)
            .await?;
        Ok(Some(Self { fencing, options, session: Mutex::new(session) }))
    }

    /// Tells who took the slot last.
    ///
    /// # Errors
    /// `Database`.
    pub async fn holder(db: &Db) -> Result<Option<Holder>, Error> {
        let sql = include_str!("../../../sql/ledger/select_slot_holder.sql");
        Ok(sqlx::query_as(sql).fetch_optional(db.pool()).await?)
    }

    /// The number that a later holder will have surpassed.
    pub const fn fencing(&self) -> i64 {
        self.fencing
    }

    /// Names the run that holds the slot.
    ///
    /// # Errors
    /// `Database`.
    pub async fn assign(&self, db: &Db, run_id: i64) -> Result<(), Error> {
        sqlx::query(include_str!("../../../sql/ledger/assign_slot.sql"))
            .bind(run_id)
            .bind(self.fencing)
            .execute(db.pool())
            .await?;
        Ok(())
    }

    /// Makes sure, inside the transaction of `connection`, that this run may still write.
    ///
    /// Every transaction that writes landing or facts calls it. A later holder waits for that transaction to end.
    /// A lock that was lost with its connection is taken again, unless somebody else came first.
    ///
    /// # Errors
    /// `SlotLost` when a later run took the slot, or `Database`.
    pub async fn check(&self, connection: &mut PgConnection) -> Result<(), Error> {
        self.revive().await?;
        let row: Option<i64> =
            sqlx::query_scalar(include_str!("../../../sql/ledger/check_slot.sql"))
                .bind(self.fencing)
                .fetch_optional(connection)
                .await?;
        row.map(|_| ()).ok_or(Error::SlotLost { fencing: self.fencing })
    }

    /// Ends when the server was silent twice in a row: packets go and none comes back, so no statement will ever end.
    ///
    /// A connection that is closed is not silent: whoever works with the server notices by himself, and tries again.
    pub async fn watch(&self) -> Error {
        let mut silent = 0;
        loop {
            tokio::time::sleep(WATCH).await;
            let mut session = self.session.lock().await;
            silent = match timeout(PING_TIMEOUT, session.ping()).await {
                Ok(_) => 0,
                Err(_) => silent + 1,
            };
            if silent == 2 {
                return Error::silent();
            }
        }
    }

    async fn revive(&self) -> Result<(), Error> {
        let mut session = self.session.lock().await;
        if matches!(timeout(PING_TIMEOUT, session.ping()).await, Ok(Ok(()))) {
            return Ok(());
        }
        match lock(&self.options).await? {
            Some(revived) => {
                *session = revived;
                Ok(())
            }
            None => Err(Error::SlotLost { fencing: self.fencing }),
        }
    }

    /// Gives the slot back, so that the next run can start at once, and ends its session.
    ///
    /// # Errors
    /// `Database`; the slot is free all the same once the server notices.
    pub async fn release(self) -> Result<(), Error> {
        let mut session = self.session.into_inner();
        sqlx::query(include_str!("../../../sql/ledger/release_slot_lock.sql"))
            .bind(LOCK_KEY)
            .execute(&mut session)
            .await?;
        Ok(session.close().await?)
    }
}

/// Whether a run is busy: any session holds the slot.
///
/// # Errors
/// `Database`.
pub async fn is_busy(db: &Db) -> Result<bool, Error> {
    is_held(db, LOCK_KEY).await
}

/// Whether any session holds the lock `key`.
pub(crate) async fn is_held(db: &Db, key: i64) -> Result<bool, Error> {
    let sql = include_str!("../../../sql/dienst/has_lock.sql");
    Ok(sqlx::query_scalar(sql).bind(key).fetch_one(db.pool()).await?)
}

/// Opens a session and tries to lock; `None` when another session has the lock.
async fn lock(options: &PgConnectOptions) -> Result<Option<PgConnection>, Error> {
    let mut session = options.connect().await?;
    let is_taken: bool = sqlx::query_scalar(include_str!("../../../sql/ledger/try_slot_lock.sql"))
        .bind(LOCK_KEY)
        .fetch_one(&mut session)
        .await?;
    if is_taken {
        return Ok(Some(session));
    }
    session.close().await?;
    Ok(None)
}
