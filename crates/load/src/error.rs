//! Errors of the warehouse, without any value: a detail of Postgres may hold what belongs to a person.

use core::fmt;

/// What to do about an error.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Remedy {
    /// The same work may well succeed when it is done again.
    RetryLater,
    /// Somebody has to change something first.
    AskOperator,
}

/// Why something could not be done in the warehouse.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// Postgres refused a statement or could not be reached.
    #[error("the database refused: {0}")]
    Database(#[from] DbFailure),
    /// The connection string cannot be read. Its text is not repeated: it may hold a password.
    #[error("the database url is not a valid postgres:// url")]
    Url,
    /// A migration failed or was edited after it was applied.
    #[error("migration {version} cannot be applied: {failure}")]
    Migration {
        /// Number of the migration; 0 when it is about the set as a whole.
        version: i64,
        /// What Postgres said.
        failure: DbFailure,
    },
    /// The schema is older than the program.
    #[error("the schema of the database is at {found}, this program needs {needed}")]
    SchemaOld {
        /// Newest migration in the database.
        found: i64,
        /// Newest migration in the program.
        needed: i64,
    },
    /// The schema is newer than the program, or has another history.
    #[error("the database has migration {found}, which this program does not know")]
    SchemaUnknown {
        /// The migration that the program does not have, or has with another text.
        found: i64,
    },
    /// The views of `mart` cannot be made anew: something of others depends on them or has their name.
    #[error("the views of mart cannot be made anew because of {}", objects.join(", "))]
    ViewsInUse {
        /// Names of those objects.
        objects: Vec<String>,
    },
    /// Another run took the slot after this one: nothing more may be written.
    #[error("this run lost its slot (fencing number {fencing}) to a later run")]
    SlotLost {
        /// Fencing number of this run.
        fencing: i64,
    },
    /// Another instance of the service leads, or the session with the lock is gone: nothing more may be started.
    #[error("this instance (fencing number {fencing}) no longer leads")]
    LeaderLost {
        /// Fencing number of this instance.
        fencing: i64,
    },
    /// The warehouse was filled under another pseudonym key.
    #[error("the pseudonym key is {given}, but the warehouse was filled with key {stored}")]
    OtherKey {
        /// Id of the key in the key file.
        given: String,
        /// Id of the key in the warehouse.
        stored: String,
    },
    /// Postgres stored another number of rows than were sent.
    #[error("copy into {table} stored {stored} rows of {sent}")]
    CopyCount {
        /// Table of the copy.
        table: String,
        /// Rows that were sent.
        sent: u64,
        /// Rows that Postgres reports.
        stored: u64,
    },
    /// A pull of a `StatLine` table does not hold what was counted; what stands of the table stays.
    #[error("the pull of table {table} is not complete: {what}")]
    Incomplete {
        /// Identifier of the table.
        table: String,
        /// What does not fit, in words.
        what: String,
    },
    /// A pull of a `StatLine` table holds a cell more often than values can be numbered; what stands of the table stays.
    #[error(
        "table {table} gives one cell more than 32,768 times: the same measure, area, period and other codes"
    )]
    DuplicateCell {
        /// Identifier of the table.
        table: String,
    },
    /// Another source loaded a newer version of a `StatLine` table; older figures do not go over newer ones.
    #[error(
        "table {table} is version {versie} here, but source {bron} loaded version {nieuwer}: its figures stay"
    )]
    VersionOld {
        /// Identifier of the table.
        table: String,
        /// Version that was pulled.
        versie: String,
        /// Source that has a newer one.
        bron: String,
        /// Version of that source.
        nieuwer: String,
    },
    /// A thread that computed facts stopped before its work was done.
    #[error("a worker thread stopped before its work was done")]
    WorkerLost,
    /// A value does not fit the column it is for.
    #[error("a value does not fit {what}")]
    Value {
        /// Column or field.
        what: &'static str,
    },
    /// A row of the warehouse holds what this program cannot have written.
    #[error("the warehouse holds an impossible value in {what}")]
    Corrupt {
        /// Table and column.
        what: &'static str,
    },
}

impl Error {
    /// Whether the same work may succeed when it is done again soon.
    pub fn is_transient(&self) -> bool {
        match self {
            Self::Database(failure) | Self::Migration { failure, .. } => failure.is_transient,
            _ => false,
        }
    }

    /// Whether the database cannot be reached at all (exit code 5).
    pub fn is_unavailable(&self) -> bool {
        match self {
            Self::Database(failure) | Self::Migration { failure, .. } => failure.is_unavailable(),
            _ => false,
        }
    }

    /// What to do about it.
    pub fn remedy(&self) -> Remedy {
        if self.is_transient() { Remedy::RetryLater } else { Remedy::AskOperator }
    }

    /// Code for `foutcode` in the ledger: the SQLSTATE, or the name of the kind of error.
    pub fn code(&self) -> &str {
        match self {
            Self::Database(failure) | Self::Migration { failure, .. } => failure.code(),
            Self::Url => "DB_URL",
            Self::SchemaOld { .. } => "SCHEMA_OLD",
            Self::SchemaUnknown { .. } => "SCHEMA_UNKNOWN",
            Self::ViewsInUse { .. } => "VIEWS_IN_USE",
            Self::SlotLost { .. } => "SLOT_LOST",
            Self::LeaderLost { .. } => "LEADER_LOST",
            Self::OtherKey { .. } => "OTHER_KEY",
            Self::CopyCount { .. } => "COPY_COUNT",
            Self::Incomplete { .. } => "INCOMPLETE",
            Self::DuplicateCell { .. } => "DUPLICATE_KEY",
            Self::VersionOld { .. } => "VERSION_OLD",
            Self::WorkerLost => "WORKER_LOST",
            Self::Value { .. } => "VALUE",
            Self::Corrupt { .. } => "CORRUPT",
        }
    }

    /// One thing that the operator can do, in English, for after `hint:`.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::Database(failure) | Self::Migration { failure, .. } => failure.hint(),
            Self::Url => "set database.url to \"embedded\" or to postgres://user@host:5432/name",
            Self::SchemaOld { .. } => "run `sluis migrate`",
            Self::SchemaUnknown { .. } => {
                "use the version of sluis that made this schema, or newer"
            }
            Self::ViewsInUse { .. } => {
                "drop those objects, run `sluis migrate`, and make them again under a name of your own"
            }
            Self::SlotLost { .. } => "see `sluis status`: a later run is or was busy",
            Self::LeaderLost { .. } => "see `sluis check`: it tells which instance leads",
            Self::OtherKey { .. } => "put back the key file that this warehouse was filled with",
            Self::Incomplete { .. } => {
                "run again: the table is pulled anew; report it when it happens twice"
            }
            Self::DuplicateCell { .. } => {
                "what was loaded before stays; tell CBS, with the table, when it happens again"
            }
            Self::VersionOld { .. } => {
                "the next run tries again; of a source that is no longer read, use `sluis cbs forget`"
            }
            Self::CopyCount { .. }
            | Self::WorkerLost
            | Self::Value { .. }
            | Self::Corrupt { .. } => "report this as a bug, with the log",
        }
    }
}

impl Error {
    /// A server that does not answer and does not hang up either.
    pub(crate) fn silent() -> Self {
        Self::Database(DbFailure::other("the server does not answer any more", true))
    }
}

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Self {
        Self::Database(DbFailure::from(error))
    }
}

/// What Postgres said, reduced to what can be shown to anybody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DbFailure {
    /// SQLSTATE; `None` when the fault is not the server's: a lost connection, a decoding fault.
    pub sqlstate: Option<String>,
    /// What went wrong when there is no SQLSTATE.
    pub kind: &'static str,
    /// Table, when Postgres names one.
    pub table: Option<String>,
    /// Constraint, when Postgres names one.
    pub constraint: Option<String>,
    /// Whether the same statement may succeed when it is done again soon.
    pub is_transient: bool,
}

/// How a SQLSTATE, or the first characters of it, is dealt with. The first entry that fits counts; the rest is
/// for the operator.
const CLASSES: &[(&str, bool, &str)] = &[
    ("08", true, "the connection failed: check that the database runs and try again"),
    ("40001", true, "another transaction was in the way: try again"),
    ("40P01", true, "a deadlock with another transaction: try again"),
    ("55P03", true, "a lock was not free in time: end long queries and try again"),
    ("57P", true, "the database was stopped or is starting: try again in a minute"),
    ("57014", true, "the statement took too long or was cancelled: try again"),
    ("25P0", true, "the session was ended because it waited too long: try again"),
    ("53100", false, "the disk of the database is full: make room and run again"),
    ("53", true, "the database is short of memory or connections: try again later"),
    ("28", false, "the database refused the login: check database.url and the password"),
    ("3D", false, "the database in database.url does not exist: create it"),
    (
        "42501",
        false,
        "the login lacks a right: an administrator runs `sluis roles apply` (docs/rollen.md)",
    ),
    ("42", false, "schema and program do not fit: run `sluis migrate`"),
];

impl DbFailure {
    fn other(kind: &'static str, is_transient: bool) -> Self {
        Self { sqlstate: None, kind, table: None, constraint: None, is_transient }
    }

    fn class(&self) -> Option<&'static (&'static str, bool, &'static str)> {
        let code = self.sqlstate.as_deref()?;
        CLASSES.iter().find(|(prefix, ..)| code.starts_with(prefix))
    }

    /// Whether the database cannot be reached at all.
    pub fn is_unavailable(&self) -> bool {
        match self.sqlstate.as_deref() {
            None => self.is_transient,
            Some(code) => {
                ["08", "57P", "28", "3D", "53300"].iter().any(|prefix| code.starts_with(prefix))
            }
        }
    }

    fn code(&self) -> &str {
        self.sqlstate.as_deref().unwrap_or("DB_CONNECTION")
    }

    fn hint(&self) -> &'static str {
        match (self.class(), self.is_transient) {
            (Some((.., hint)), _) => hint,
            (None, true) => "check that the database runs and try again",
            (None, false) => "look in the log of the database for the whole error",
        }
    }
}

impl fmt::Display for DbFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.sqlstate {
            Some(code) => write!(f, "SQLSTATE {code}")?,
            None => f.write_str(self.kind)?,
        }
        if let Some(table) = &self.table {
            write!(f, ", table {table}")?;
        }
        if let Some(constraint) = &self.constraint {
            write!(f, ", constraint {constraint}")?;
        }
        Ok(())
    }
}

impl std::error::Error for DbFailure {}

impl From<sqlx::Error> for DbFailure {
    fn from(error: sqlx::Error) -> Self {
        match &error {
            sqlx::Error::Database(database) => {
                let mut failure = Self {
                    sqlstate: database.code().map(std::borrow::Cow::into_owned),
                    kind: "database",
                    table: database.table().map(str::to_owned),
                    constraint: database.constraint().map(str::to_owned),
                    is_transient: false,
                };
                failure.is_transient = failure.class().is_some_and(|(_, transient, _)| *transient);
                failure
            }
            sqlx::Error::Io(_) => Self::other("connection lost or refused", true),
            sqlx::Error::PoolTimedOut => Self::other("no connection in time", true),
            sqlx::Error::PoolClosed | sqlx::Error::WorkerCrashed => {
                Self::other("connection closed", true)
            }
            sqlx::Error::Tls(_) => Self::other("TLS handshake failed", false),
            // A proxy before the server that finds it gone closes the connection in the middle of a message.
            sqlx::Error::Protocol(_) => Self::other("the connection was cut off", true),
            sqlx::Error::Configuration(_) => Self::other("connection settings", false),
            sqlx::Error::RowNotFound => Self::other("a row was expected", false),
            _ => Self::other("a value could not be exchanged", false),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn failure(code: &str) -> DbFailure {
        let mut failure = DbFailure::other("database", false);
        failure.sqlstate = Some(code.to_owned());
        failure.is_transient = failure.class().is_some_and(|(_, transient, _)| *transient);
        failure
    }

    #[test]
    fn the_class_follows_the_sqlstate() {
        // SQLSTATE, is_transient, is_unavailable
        let cases = [
            ("08006", true, true),
            ("08001", true, true),
            ("40001", true, false),
            ("40P01", true, false),
            ("55P03", true, false),
            ("57P01", true, true),
            ("57P02", true, true),
            ("57P03", true, true),
            ("57014", true, false),
            ("25P03", true, false),
            ("53100", false, false),
            ("53200", true, false),
            ("53300", true, true),
            ("28P01", false, true),
            ("3D000", false, true),
            ("42501", false, false),
            ("42P01", false, false),
            ("22001", false, false),
            ("23505", false, false),
            ("XX000", false, false),
        ];
        for (code, transient, unavailable) in cases {
            let failure = failure(code);
            assert_eq!(failure.is_transient, transient, "{code}");
            assert_eq!(failure.is_unavailable(), unavailable, "{code}");
            let error = Error::Database(failure);
            let remedy = if transient { Remedy::RetryLater } else { Remedy::AskOperator };
            assert_eq!((error.remedy(), error.code()), (remedy, code));
            assert!(!error.hint().is_empty());
        }
    }

    #[test]
    fn a_lost_connection_is_worth_another_try() {
        let lost = Error::from(sqlx::Error::Io(std::io::Error::other("secret")));
        assert!(lost.is_transient() && lost.is_unavailable());
        assert!(!format!("{lost} {lost:?}").contains("secret"));
        assert!(!Error::from(sqlx::Error::RowNotFound).is_transient());
    }
}
