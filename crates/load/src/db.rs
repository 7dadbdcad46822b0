//! The connection pool and the settings of every session.

use core::str::FromStr;
use core::time::Duration;

use sqlx::ConnectOptions;
use sqlx::postgres::{PgConnectOptions, PgPool, PgPoolOptions};

use crate::{Error, migrate};

/// One writer, one publisher and a few readers: more connections bring nothing on the machines this runs on.
const CONNECTIONS_MAX: u32 = 8;
/// Long enough for a server that is starting, short enough to tell the operator in time.
const ACQUIRE_TIMEOUT: Duration = Duration::from_secs(30);

/// Settings of every session. A query of a report may hold a lock; waiting longer than the lock timeout is told,
/// not endured. The transaction timeout ends what a stopped process left open. A half-open connection is noticed
/// by the server after a minute (30 + 3 x 10 seconds). Batch statements gain nothing by compilation (`jit`).
const SETTINGS: [(&str, &str); 8] = [
    ("lock_timeout", "20s"),
    ("idle_in_transaction_session_timeout", "5min"),
    ("idle_session_timeout", "0"),
    ("tcp_keepalives_idle", "30"),
    ("tcp_keepalives_interval", "10"),
    ("tcp_keepalives_count", "3"),
    ("jit", "off"),
    ("client_min_messages", "warning"),
];

/// Machine this process runs on.
pub(crate) fn host() -> String {
    let host = std::fs::read_to_string("/proc/sys/kernel/hostname").unwrap_or_default();
    host.trim().to_owned()
}

/// Name of every session of a process: who leads after a frozen process finds them by it.
pub(crate) fn session_name(host: &str, pid: i32) -> String {
    // Postgres keeps 63 bytes; the number comes first, because a name of a machine may be long.
    format!("sluis {pid}@{host}").chars().filter(char::is_ascii).take(63).collect()
}

fn own_session_name() -> String {
    session_name(&host(), i32::try_from(std::process::id()).unwrap_or_default())
}

/// The warehouse: a pool of connections.
#[derive(Debug, Clone)]
pub struct Db {
    pool: PgPool,
}

impl Db {
    /// Connects to `url`, such as `postgres://user:password@host:5432/name`.
    ///
    /// # Errors
    /// `Url`, or `Database` when the server cannot be reached or refuses the login.
    pub async fn connect(url: &str) -> Result<Self, Error> {
        let options = PgConnectOptions::from_str(url).map_err(|_| Error::Url)?;
        Self::connect_with(options).await
    }

    /// Connects with options that were made elsewhere (embedded cluster).
    ///
    /// # Errors
    /// `Database` when the server cannot be reached or refuses the login.
    pub async fn connect_with(options: PgConnectOptions) -> Result<Self, Error> {
        let options = options
            .application_name(&own_session_name())
            .options(SETTINGS)
            .disable_statement_logging();
        let pool = PgPoolOptions::new()
            .max_connections(CONNECTIONS_MAX)
            .acquire_timeout(ACQUIRE_TIMEOUT)
            .connect_with(options)
            .await?;
        Ok(Self { pool })
    }

    /// Connects once more to the same server by the same login: connections that nobody else uses.
    ///
    /// # Errors
    /// `Database` when the server cannot be reached or refuses the login.
    pub async fn beside(&self) -> Result<Self, Error> {
        Self::connect_with(self.pool.connect_options().as_ref().clone()).await
    }

    /// Wraps a pool that was made elsewhere (tests).
    pub const fn from_pool(pool: PgPool) -> Self {
        Self { pool }
    }

    /// The pool.
    pub const fn pool(&self) -> &PgPool {
        &self.pool
    }

    /// Applies the migrations that the database does not have yet; doing it again changes nothing.
    ///
    /// # Errors
    /// `Migration`, `SchemaUnknown` when the database is newer than the program, or `Database`.
    pub async fn migrate(&self) -> Result<(), Error> {
        migrate::apply(&self.pool).await
    }

    /// Checks that the schema is the one this program was made for; changes nothing.
    ///
    /// # Errors
    /// `SchemaOld`, `SchemaUnknown`, or `Database`.
    pub async fn check_schema(&self) -> Result<(), Error> {
        migrate::check(&self.pool).await
    }

    /// Whether no run was ever started: then a migration, or the rest of one that was cut off, can harm nothing.
    ///
    /// # Errors
    /// `Database`.
    pub async fn is_unused(&self) -> Result<bool, Error> {
        let has_ledger: bool =
            sqlx::query_scalar(include_str!("../../../sql/ledger/has_ledger.sql"))
                .fetch_one(&self.pool)
                .await?;
        if !has_ledger {
            return Ok(true);
        }
        let has_runs: bool = sqlx::query_scalar(include_str!("../../../sql/ledger/has_runs.sql"))
            .fetch_one(&self.pool)
            .await?;
        Ok(!has_runs)
    }

    /// Closes all connections; waits until they are back.
    pub async fn close(&self) {
        self.pool.close().await;
    }
}
