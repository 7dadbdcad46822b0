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
    /// As the ledger has it.
    pub(crate) fn failure(&self) -> Failure {
        match self {
            Self::Bron(error) => Failure { code: error.code().to_owned(), text: error.to_string() },
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
