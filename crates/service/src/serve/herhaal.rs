//! What failed: again later, or for an operator. One table.

use core::time::Duration;

use load::ledger::{Failure, Status};

use crate::run::{RunError, RunReport, UitvoeringFout};

/// What is done about a failure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Klasse {
    /// It may pass: the same work is done again later.
    Later,
    /// Somebody has to change something first.
    Operator,
    /// The same work fails the same way.
    Nooit,
}

/// How a code, or the first characters of it, is dealt with. The first entry that fits counts; the rest is never tried
/// again.
const KLASSEN: &[(&str, Klasse)] = &[
    // The database: SQLSTATE.
    ("08", Klasse::Later),
    ("25P0", Klasse::Later),
    ("40001", Klasse::Later),
    ("40P01", Klasse::Later),
    // A full disk does not pass by itself within a quarter of an hour, but its neighbours do.
    ("53100", Klasse::Operator),
    ("53", Klasse::Later),
    ("55P03", Klasse::Later),
    ("57", Klasse::Later),
    ("28", Klasse::Operator),
    ("3D", Klasse::Operator),
    ("42", Klasse::Operator),
    ("DB_CONNECTION", Klasse::Later),
    ("DB_URL", Klasse::Operator),
    ("SCHEMA", Klasse::Operator),
    ("VIEWS_IN_USE", Klasse::Operator),
    // One writer, one leader.
    ("BUSY", Klasse::Later),
    ("SLOT_LOST", Klasse::Later),
    ("LEADER_LOST", Klasse::Later),
    // The sources.
    ("SOURCE_UNAVAILABLE", Klasse::Later),
    ("HTTP_TIMEOUT", Klasse::Later),
    ("HTTP_CONNECTION", Klasse::Later),
    ("HTTP_STATUS", Klasse::Later),
    ("BODY_CUT", Klasse::Later),
    ("LINK_STALE", Klasse::Later),
    // What is written in files of the operator.
    ("OTHER_KEY", Klasse::Operator),
    ("KEY", Klasse::Operator),
    ("CONFIG", Klasse::Operator),
    ("MAPPING", Klasse::Operator),
    ("UNKNOWN_TARGET", Klasse::Operator),
    ("DISK_LOW", Klasse::Operator),
    ("DEADLINE", Klasse::Operator),
];

/// Waits before the second and later tries.
const WACHTEN: [Duration; 3] =
    [Duration::from_mins(1), Duration::from_mins(5), Duration::from_mins(15)];

/// What is done about a failure with this code.
pub(super) fn klasse(code: &str) -> Klasse {
    let found = KLASSEN.iter().find(|(prefix, _)| code.starts_with(prefix));
    found.map_or(Klasse::Nooit, |(_, klasse)| *klasse)
}

/// How long to wait after try number `poging` (from 1) of a request; with chance in it, so that what failed together
/// does not come back together.
pub(super) fn wacht(poging: i32, verzoek_id: i64) -> Duration {
    let index = usize::try_from(poging.saturating_sub(1)).unwrap_or_default();
    let wait = WACHTEN.get(index).or(WACHTEN.last()).copied().unwrap_or_default();
    let chance = u32::try_from((verzoek_id + i64::from(poging)).wrapping_mul(7919).rem_euclid(21));
    wait + wait / 100 * chance.unwrap_or_default()
}

/// How a request ended, and what is done about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Uitkomst {
    pub(super) status: Status,
    pub(super) failure: Option<Failure>,
    pub(super) klasse: Klasse,
}

impl Uitkomst {
    pub(super) fn failed(code: &str, text: String) -> Self {
        let failure = Failure { code: code.to_owned(), text };
        Self { status: Status::Failed, klasse: klasse(code), failure: Some(failure) }
    }

    pub(super) const fn cancelled() -> Self {
        Self { status: Status::Cancelled, failure: None, klasse: Klasse::Nooit }
    }
}

impl From<&RunError> for Uitkomst {
    fn from(error: &RunError) -> Self {
        Self::failed(error.code(), error.to_string())
    }
}

impl From<&UitvoeringFout> for Uitkomst {
    fn from(error: &UitvoeringFout) -> Self {
        Self::failed(error.code(), error.to_string())
    }
}

impl From<&RunReport> for Uitkomst {
    /// Worth another try when all that failed may pass; what was loaded is known then, and not loaded twice.
    fn from(report: &RunReport) -> Self {
        let failed = report.tasks.iter().filter(|task| task.status == Status::Failed);
        let mut klassen =
            failed.clone().map(|task| klasse(task.error_code.as_deref().unwrap_or_default()));
        let first = failed.clone().next().map(|task| Failure {
            code: task.error_code.clone().unwrap_or_default(),
            text: task.error.clone().unwrap_or_default(),
        });
        let klasse = match &first {
            Some(_) if klassen.all(|klasse| klasse == Klasse::Later) => Klasse::Later,
            Some(_) | None => Klasse::Nooit,
        };
        Self { status: report.status, failure: first, klasse }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_has_one_class() {
        let table = [
            (
                Klasse::Later,
                &["08006", "08001", "25P03", "40001", "40P01", "53200", "53300", "55P03"][..],
            ),
            (Klasse::Later, &["57014", "57P01", "57P03", "DB_CONNECTION", "BUSY", "SLOT_LOST"]),
            (Klasse::Later, &["LEADER_LOST", "SOURCE_UNAVAILABLE", "HTTP_TIMEOUT"]),
            (Klasse::Later, &["HTTP_CONNECTION", "HTTP_STATUS", "BODY_CUT", "LINK_STALE"]),
            (
                Klasse::Operator,
                &["28P01", "3D000", "42P01", "42501", "53100", "DB_URL", "SCHEMA_OLD"],
            ),
            (
                Klasse::Operator,
                &["SCHEMA_UNKNOWN", "SCHEMA_DRIFT", "VIEWS_IN_USE", "OTHER_KEY", "KEY"],
            ),
            (
                Klasse::Operator,
                &["CONFIG", "CONFIG_INVALID", "MAPPING", "UNKNOWN_TARGET", "DISK_LOW"],
            ),
            (Klasse::Operator, &["DEADLINE"]),
            (
                Klasse::Nooit,
                &["22001", "23505", "XX000", "WORKER", "VALUE", "CORRUPT", "CRASHED", ""],
            ),
        ];
        let mut used = std::collections::BTreeSet::new();
        for (expect, codes) in table {
            for code in codes {
                assert_eq!(klasse(code), expect, "{code}");
                used.extend(KLASSEN.iter().position(|(prefix, _)| code.starts_with(prefix)));
            }
        }
        assert_eq!(used.len(), KLASSEN.len(), "every line of the table is looked at");
    }

    #[test]
    fn a_run_is_done_again_when_all_that_failed_may_pass() {
        let report = |codes: &[&str], status| {
            let failure = |code: &&str| {
                let failure = Failure { code: (*code).to_owned(), text: "x".to_owned() };
                crate::run::TaskReport::failed("berichten", "map", &failure)
            };
            RunReport {
                run_id: Some(1),
                status,
                tasks: codes.iter().map(failure).collect(),
                totals: crate::run::Totals::default(),
                warnings: std::collections::BTreeMap::new(),
                rules_not_testable: Vec::new(),
                notices: Vec::new(),
            }
        };
        for (codes, status, expect) in [
            (&[][..], Status::Succeeded, Klasse::Nooit),
            (&[], Status::Partial, Klasse::Nooit),
            (&["SOURCE_UNAVAILABLE"], Status::Failed, Klasse::Later),
            (&["SOURCE_UNAVAILABLE", "HTTP_TIMEOUT"], Status::Partial, Klasse::Later),
            (&["SOURCE_UNAVAILABLE", "SCHEMA_DRIFT"], Status::Partial, Klasse::Nooit),
            (&["23505"], Status::Failed, Klasse::Nooit),
        ] {
            let found = Uitkomst::from(&report(codes, status));
            assert_eq!((found.status, found.klasse), (status, expect), "{codes:?}");
            let code = found.failure.map(|failure| failure.code);
            assert_eq!(code.as_deref(), codes.first().copied());
        }
    }

    #[test]
    fn waits_grow_with_some_chance_and_then_stay() {
        for (poging, minutes) in [(1, 1), (2, 5), (3, 15), (9, 15)] {
            let wait = Duration::from_mins(minutes);
            for verzoek in [1, 2, 77] {
                let found = wacht(poging, verzoek);
                assert!(found >= wait && found <= wait + wait / 5, "{poging} {verzoek} {found:?}");
            }
        }
        assert_ne!(wacht(1, 1), wacht(1, 2));
    }
}
