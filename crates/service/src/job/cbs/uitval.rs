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

    /// Whether what was stored of the pull is of no use: its pages contradict each other, the description, or what the table
    /// says of itself. What only did not come through is asked again by the next run, behind the pages that are there.
    pub(super) fn is_refusal(&self) -> bool {
        match self {
            Self::Bron(error) => !error.is_transient() && is_tegenspraak(error.code()),
            Self::Warehouse(error) => matches!(error.code(), "INCOMPLETE" | "DUPLICATE_KEY"),
            Self::Stop | Self::Worker => false,
        }
    }

    /// Whether the pull has to begin anew, because a link to a next page had grown old.
    pub(super) fn is_verlopen(&self) -> bool {
        matches!(self, Self::Bron(error) if error.code() == "LINK_STALE")
    }

    /// Whether cells are missing in the warehouse though their pages came in: a crash of the server empties their table.
    pub(super) fn is_geleegd(&self) -> bool {
        matches!(self, Self::Warehouse(error) if error.code() == "INCOMPLETE")
    }

    /// Whether the same may succeed once CBS can be reached again.
    pub(crate) fn is_tijdelijk(&self) -> bool {
        matches!(self, Self::Bron(error) if error.is_transient())
    }
}

/// Codes of what is not about the way to CBS (`HTTP_..`, `BODY_..`), nor about the configuration.
fn is_tegenspraak(code: &str) -> bool {
    code.starts_with("ODATA_")
        || code.starts_with("JSON_")
        || matches!(
            code,
            "CODE_UNKNOWN"
                | "DUPLICATE_KEY"
                | "FIELD_MISSING"
                | "LINK_STALE"
                | "NUMBER_INVALID"
                | "OBSERVATIONS_GONE"
                | "TEXT_INVALID"
                | "TYPE_MISMATCH"
                | "ZERO_ROWS"
        )
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
    use extract_cbs::Error;

    use super::*;

    #[test]
    fn only_pages_that_contradict_are_thrown_away() {
        for (code, is_refusal) in [
            ("ODATA_COUNT", true),
            ("ODATA_LOOP", true),
            ("JSON_DUPLICATE_KEY", true),
            ("CODE_UNKNOWN", true),
            ("TYPE_MISMATCH", true),
            ("FIELD_MISSING", true),
            ("NUMBER_INVALID", true),
            ("TEXT_INVALID", true),
            ("ZERO_ROWS", true),
            ("LINK_STALE", true),
            ("OBSERVATIONS_GONE", true),
            ("HTTP_STATUS", false),
            ("HTTP_REDIRECT", false),
            ("HTTP_TIMEOUT", false),
            ("BODY_TOO_LARGE", false),
            ("BODY_CUT", false),
            ("CONFIG_INVALID", false),
            ("URL_TOO_LONG", false),
        ] {
            let uitval = Uitval::Bron(Error::new(code, "", ""));
            assert_eq!(uitval.is_refusal(), is_refusal, "{code}");
            let passes = Uitval::Bron(Error::new(code, "", "").transient());
            assert!(!passes.is_refusal() && passes.is_tijdelijk(), "{code}");
        }
        assert!(!Uitval::Stop.is_refusal() && !Uitval::Worker.is_refusal());
    }

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
                "the database refused: SQLSTATE 42501; the login lacks a right: an administrator runs `sluis roles apply` (docs/rollen.md)",
            ),
        ] {
            assert_eq!(refused(sqlstate), text);
        }
        let other = load::Error::Value { what: "a page of a pull" };
        assert_eq!(Uitval::from(other).failure().text, "a value does not fit a page of a pull");
    }
}
