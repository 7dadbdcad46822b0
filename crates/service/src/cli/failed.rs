//! The object that `--json` prints when a command fails. Field names are a public contract.

use load::ledger::Status;
use serde::Serialize;

use super::args::{
    AlertCommand, BevindingCommand, CbsCommand, Command, CsvCommand, EmbeddedCommand,
    QuarantineCommand, ReferentieCommand, UserCommand,
};
use super::exit::{Exit, Failure};
use super::output::print_json;
use crate::run::{RunReport, Totals};

/// What the reader of `--json` expects.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// The object of `run --json`, with the failure.
    Run,
    /// The failure alone.
    Plain,
}

/// The failure, in the words of stderr.
#[derive(Debug, Serialize)]
struct Failed<'a> {
    error_code: &'static str,
    error: String,
    hint: &'a str,
}

/// A run that failed, or was never made.
#[derive(Debug, Serialize)]
struct FailedRun<'a> {
    #[serde(flatten)]
    report: RunReport,
    #[serde(flatten)]
    failed: Failed<'a>,
}

impl Shape {
    /// The shape for a command; `None` when it was not asked for JSON.
    pub(super) const fn of(command: &Command) -> Option<Self> {
        use QuarantineCommand::{List, Replay, Resolve, Show};
        let (is_json, shape) = match command {
            Command::Run(arguments) => (arguments.json, Self::Run),
            Command::Rerun(arguments) => (arguments.json, Self::Run),
            Command::Quarantine(Replay(arguments)) => (arguments.json, Self::Run),
            Command::Quarantine(List(arguments)) => (arguments.json, Self::Plain),
            Command::Quarantine(Show(arguments)) => (arguments.json, Self::Plain),
            Command::Quarantine(Resolve(arguments)) => (arguments.json, Self::Plain),
            Command::Bevinding(BevindingCommand::List(arguments)) => (arguments.json, Self::Plain),
            Command::Bevinding(
                BevindingCommand::Accept(arguments) | BevindingCommand::Reopen(arguments),
            ) => (arguments.json, Self::Plain),
            Command::Referentie(ReferentieCommand::Laden(arguments)) => {
                (arguments.json, Self::Plain)
            }
            Command::Referentie(ReferentieCommand::Wissen(arguments)) => {
                (arguments.json, Self::Plain)
            }
            Command::Cbs(CbsCommand::Search(arguments)) => (arguments.json, Self::Plain),
            Command::Cbs(CbsCommand::Show(arguments)) => (arguments.json, Self::Plain),
            Command::Cbs(CbsCommand::Accept(arguments)) => (arguments.json, Self::Plain),
            Command::Cbs(CbsCommand::Forget(arguments)) => (arguments.json, Self::Plain),
            Command::Cbs(CbsCommand::Backfill(arguments)) => (arguments.json, Self::Run),
            Command::Csv(CsvCommand::Verken(arguments)) => (arguments.json, Self::Plain),
            Command::Csv(CsvCommand::Check(arguments)) => (arguments.json, Self::Plain),
            Command::Csv(CsvCommand::Vergeet(arguments)) => (arguments.json, Self::Plain),
            Command::Status(json)
            | Command::User(UserCommand::List(json))
            | Command::Referentie(ReferentieCommand::List(json))
            | Command::Embedded(EmbeddedCommand::Status(json)) => (json.json, Self::Plain),
            Command::Runs(arguments) => (arguments.json, Self::Plain),
            Command::Show(arguments) => (arguments.json, Self::Plain),
            Command::Alert(AlertCommand::List(arguments)) => (arguments.json, Self::Plain),
            Command::Explain(arguments) => (arguments.json, Self::Plain),
            Command::Check
            | Command::Cancel(_)
            | Command::Serve
            | Command::Alert(AlertCommand::Test(_))
            | Command::Cbs(CbsCommand::Export(_))
            | Command::Migrate
            | Command::Roles(_)
            | Command::Psql(_)
            | Command::Key(_)
            | Command::Pseudoniem(_)
            | Command::User(_)
            | Command::Embedded(EmbeddedCommand::Start | EmbeddedCommand::Stop) => {
                (false, Self::Plain)
            }
        };
        if is_json { Some(shape) } else { None }
    }
}

/// Prints the failure as one JSON object.
pub(super) fn print(failure: &Failure, shape: Shape) -> Result<(), Failure> {
    let failed =
        Failed { error_code: failure.code(), error: failure.message(), hint: &failure.hint };
    match shape {
        Shape::Plain => print_json(&failed),
        Shape::Run => print_json(&FailedRun { report: report(failure), failed }),
    }
}

fn report(failure: &Failure) -> RunReport {
    // Whoever finds another run busy has failed at nothing.
    let is_skipped = failure.exit == Exit::Busy && failure.run_id.is_none();
    let status = if is_skipped { Status::Skipped } else { Status::Failed };
    RunReport {
        run_id: failure.run_id,
        status,
        tasks: vec![],
        totals: Totals::default(),
        warnings: std::collections::BTreeMap::new(),
        rules_not_testable: vec![],
        notices: vec![],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_code_tells_why_and_the_status_whether_a_run_was_made() {
        let database = || anyhow::Error::from(load::Error::WorkerLost);
        let word = || anyhow::Error::msg("x");
        let cases = [
            (Exit::Usage, word(), None, "USAGE", Status::Failed),
            (Exit::Unavailable, database(), None, "UNAVAILABLE", Status::Failed),
            (Exit::Busy, word(), None, "BUSY", Status::Skipped),
            (Exit::Busy, database(), Some(7), "BUSY", Status::Failed),
            (Exit::Failed, database(), Some(7), "DATABASE", Status::Failed),
            (Exit::Failed, word(), None, "FAILED", Status::Failed),
        ];
        for (exit, error, run_id, code, status) in cases {
            let failure = Failure { run_id, ..Failure::because(exit, error, "y") };
            assert_eq!((failure.code(), report(&failure).status), (code, status), "{exit:?}");
            assert_eq!(report(&failure).run_id, run_id);
        }
    }
}
