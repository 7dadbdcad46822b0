//! Why a table was not loaded.

use load::ledger::Failure;

/// Why a table was not loaded; what stood of it stays.
#[derive(Debug)]
pub(crate) enum Uitval {
    /// CBS, the connection to it, or what was asked of the table.
    Bron(extract_cbs::Error),
    /// The warehouse.
    Warehouse(load::Error),
    /// Asked to stop: what was stored stays for the next run.
    Stop,
    /// A thread ended before its work was done.
    Worker,
}

impl Uitval {
    /// As the ledger has it; when the database refused, with what to do about it.
    pub(crate) fn failure(&self) -> Failure {
        match self {
            Self::Bron(error) => Failure { code: error.code().to_owned(), text: error.to_string() },
            Self::Warehouse(error @ load::Error::Database(_)) => {
                let Failure { code, text } = Failure::from(error);
                Failure { code, text: format!("{text}; {}", error.hint()) }
            }
            Self::Warehouse(error) => Failure::from(error),
            Self::Stop => {
                Failure { code: "CANCELLED".to_owned(), text: "stopped on request".to_owned() }
            }
            Self::Worker => Failure {
                code: "WORKER".to_owned(),
                text: "a thread that fetched pages stopped unexpectedly".to_owned(),
            },
        }
    }

    /// Whether what was stored of the pull is of no use: the same request gave something that cannot be right.
    pub(super) fn is_refusal(&self) -> bool {
        match self {
            Self::Bron(error) => !error.is_transient(),
            Self::Warehouse(error) => matches!(error.code(), "INCOMPLETE" | "DUPLICATE_KEY"),
            Self::Stop | Self::Worker => false,
        }
    }
}

impl From<extract_cbs::Error> for Uitval {
    fn from(error: extract_cbs::Error) -> Self {
        Self::Bron(error)
    }
}

impl From<load::Error> for Uitval {
    fn from(error: load::Error) -> Self {
        Self::Warehouse(error)
    }
}

impl From<tokio::task::JoinError> for Uitval {
    fn from(_: tokio::task::JoinError) -> Self {
        Self::Worker
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_of_the_database_says_what_to_do() {
        let refused = |sqlstate: &str| {
            let failure = load::DbFailure {
                sqlstate: Some(sqlstate.to_owned()),
                kind: "database",
                table: None,
                constraint: None,
                is_transient: false,
            };
            Uitval::from(load::Error::Database(failure)).failure().text
        };
        for (sqlstate, text) in [
            (
                "53100",
                "the database refused: SQLSTATE 53100; the disk of the database is full: make room and run again",
            ),
            (
                "42501",
                "the database refused: SQLSTATE 42501; the login lacks a right: check the roles and grants",
            ),
        ] {
            assert_eq!(refused(sqlstate), text);
        }
        let other = load::Error::Value { what: "a page of a pull" };
        assert_eq!(Uitval::from(other).failure().text, "a value does not fit a page of a pull");
    }
}
