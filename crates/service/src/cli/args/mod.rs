//! The command line. The names are a public contract; `--help` is snapshot-tested.

mod alert;
mod bevinding;
mod cancel;
mod cbs;
mod csv;
mod explain;
mod quarantine;
mod referentie;
mod rerun;
mod rollen;
mod user;

use std::ffi::OsString;
use std::path::PathBuf;

use chrono::NaiveDate;
use clap::{Args, Parser, Subcommand};
use domain::{AgbCode, Gemeentecode, Toewijzingnummer, Wet};

pub(super) use alert::{AlertCommand, AlertListArguments, AlertTestArguments};
pub(super) use bevinding::{
    BevindingCommand, BevindingDecideArguments, BevindingListArguments, BevindingStatus, Ernst,
};
pub(super) use cbs::{
    CbsAcceptArguments, CbsBackfillArguments, CbsCommand, CbsExportArguments, CbsForgetArguments,
    CbsPlace, CbsProtocol, CbsSearchArguments, CbsShowArguments, CsvDialect,
};
pub(super) use csv::{CsvCheckArguments, CsvCommand, CsvVergeetArguments, CsvVerkenArguments};
pub(super) use explain::ExplainArguments;
pub(super) use quarantine::{
    QuarantineCommand, QuarantineListArguments, QuarantineReplayArguments,
    QuarantineResolveArguments, QuarantineStatus,
};
pub(super) use referentie::{
    Lijstnaam, ReferentieCommand, ReferentieLadenArguments, ReferentieWissenArguments,
};
pub(super) use user::{Role, UserCommand};

pub(super) use cancel::{CancelArguments, CancelTarget};
pub(super) use rerun::{RerunArguments, Target};
pub(super) use rollen::{RollenApplyArguments, RollenCommand};

const ABOUT: &str =
    "Loads iWmo and iJw messages and the open data of CBS into a star schema in Postgres";

const EXAMPLES: &str = "\
Examples:
  sluis check                      is everything in place? changes nothing
  sluis run                        load what is new and publish it
  sluis status                     how does each source stand?
  sluis quarantine list            what was refused, why, where?
  sluis bevinding list             which rules are broken, by whom?
  sluis cbs search jeugdzorg       which tables of CBS are about it?
  sluis explain --wet wmo --gemeente 0363 --toewijzing 300201
  sluis psql                       a shell on the warehouse

Exit codes: 0 all well, 1 failed, 2 usage or configuration, 3 finished but something is in
quarantine or failed, 4 another run is busy, 5 database or source unavailable.
Every value of the configuration can come from SLUIS_SECTION_KEY, such as SLUIS_DATABASE_URL.";

/// The command line.
#[derive(Debug, Parser)]
#[command(name = "sluis", version, about = ABOUT, after_help = EXAMPLES, max_term_width = 100)]
pub(super) struct Arguments {
    /// The configuration.
    #[arg(
        long,
        global = true,
        value_name = "FILE",
        help = "Configuration file [default: $SLUIS_CONFIG, else config/sluis.toml]"
    )]
    pub(super) config: Option<PathBuf>,

    /// What to do.
    #[command(subcommand)]
    pub(super) command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Load what is new and publish it
    Run(RunArguments),
    /// Do tasks again
    Rerun(RerunArguments),
    /// Ask the service to stop a run, or not to begin a request
    Cancel(CancelArguments),
    /// How each source stands, the last run, the next one
    Status(Json),
    /// The newest runs
    Runs(RunsArguments),
    /// One run: its tasks and what it refused
    Show(ShowArguments),
    /// What was refused, why and where; try again after a fix
    #[command(subcommand)]
    Quarantine(QuarantineCommand),
    /// What the rules found, and what people decided about it
    #[command(subcommand)]
    Bevinding(BevindingCommand),
    /// The story of one allocation: what happened, what belongs together, what it comes to
    Explain(ExplainArguments),
    /// Lists that some rules need: products, contract tariffs, municipalities
    #[command(subcommand)]
    Referentie(ReferentieCommand),
    /// Open data of CBS (StatLine): find tables, see what they are, load more of them, take them away
    #[command(subcommand)]
    Cbs(CbsCommand),
    /// CSV files of case systems: look at one, check it by a mapping, take a source away
    #[command(subcommand)]
    Csv(CsvCommand),
    /// The service: pages, planner and queue, until it is stopped
    Serve,
    /// What is wrong now, and whether people can be told of it
    #[command(subcommand)]
    Alert(AlertCommand),
    /// Check configuration, database, folders, key file and schedule; changes nothing
    Check,
    /// Bring the schema of the warehouse up to date
    Migrate,
    /// Roles and rights in the database: who may read and do what
    #[command(subcommand)]
    Roles(RollenCommand),
    /// A shell on the warehouse
    Psql(PsqlArguments),
    /// Pseudonym keys
    #[command(subcommand)]
    Key(KeyCommand),
    /// The client key of one person, for an access request; recorded in beheer.audit
    Pseudoniem(PseudoniemArguments),
    /// The private Postgres of `url = "embedded"`
    #[command(subcommand)]
    Embedded(EmbeddedCommand),
    /// Local accounts of the web pages
    #[command(subcommand)]
    User(UserCommand),
}

/// `--json`.
#[derive(Debug, Clone, Copy, Args)]
pub(super) struct Json {
    /// Print one JSON object on stdout
    #[arg(long)]
    pub(super) json: bool,
}

/// `sluis run`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  sluis run
  sluis run --source berichten --peildatum 2026-11-30
  sluis run --dry-run              what would be read? stores nothing
  sluis run --json | jq .totals")]
pub(super) struct RunArguments {
    /// Only this source; may be given more than once
    #[arg(long, value_name = "NAME")]
    pub(super) source: Vec<String>,

    /// The day that counts as today for everything with a term [default: today]
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    pub(super) peildatum: Option<NaiveDate>,

    /// Read and check, store nothing; what was loaded before under another file name counts as loaded
    #[arg(long)]
    pub(super) dry_run: bool,

    /// Load a full CSV delivery although it is much smaller than what stands (`DELIVERY_DROP`)
    #[arg(long)]
    pub(super) toch: bool,

    /// Print one JSON object on stdout
    #[arg(long)]
    pub(super) json: bool,
}

/// `sluis runs`.
#[derive(Debug, Args)]
pub(super) struct RunsArguments {
    /// How many
    #[arg(long, value_name = "N", default_value_t = 20,
          value_parser = clap::value_parser!(i64).range(1..=10_000))]
    pub(super) limit: i64,

    /// Print one JSON object on stdout
    #[arg(long)]
    pub(super) json: bool,
}

/// `sluis show`.
#[derive(Debug, Args)]
pub(super) struct ShowArguments {
    /// Number of the run
    #[arg(value_name = "RUN", value_parser = clap::value_parser!(i64).range(1..))]
    pub(super) run: i64,

    /// Print one JSON object on stdout
    #[arg(long)]
    pub(super) json: bool,
}

/// `sluis psql`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  sluis psql
  sluis psql -- -c \"select count(*) from dwh.feit_levering\"")]
pub(super) struct PsqlArguments {
    /// Arguments for psql
    #[arg(last = true, value_name = "ARGUMENTS")]
    pub(super) arguments: Vec<OsString>,
}

/// `sluis key`.
#[derive(Debug, Subcommand)]
pub(super) enum KeyCommand {
    /// Make a new pseudonym key: 64 hexadecimal digits, mode 0400; never overwrites
    New {
        /// The file to make
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
}

/// `sluis pseudoniem`.
#[derive(Debug, Args)]
#[command(after_help = "\
The BSN is asked for without showing it, or read from standard input when that is not a terminal.
It is never an argument: arguments show in the list of processes and in the history of the shell.

Example:
  sluis pseudoniem --reden \"inzageverzoek 2026-014\"")]
pub(super) struct PseudoniemArguments {
    /// Why; kept in the audit, so no personal data
    #[arg(long, value_name = "TEXT")]
    pub(super) reden: String,
}

/// `sluis embedded`.
#[derive(Debug, Clone, Copy, Subcommand)]
pub(super) enum EmbeddedCommand {
    /// Start it, where needed make it, and leave it running
    Start,
    /// Where it runs and how to connect
    Status(Json),
    /// Stop it, when no other command uses it
    Stop,
}

fn parse_date(text: &str) -> Result<NaiveDate, String> {
    domain::parse_datum(text).map_err(|_| "not a calendar date written as YYYY-MM-DD".to_owned())
}

fn parse_wet(text: &str) -> Result<Wet, &'static str> {
    text.parse().ok().filter(|wet| *wet != Wet::Pw).ok_or("wmo or jw")
}

fn parse_gemeente(text: &str) -> Result<Gemeentecode, &'static str> {
    text.parse().map_err(|_| "a CBS code of four digits, such as 0363")
}

fn parse_agb(text: &str) -> Result<AgbCode, &'static str> {
    text.parse().map_err(|_| "an AGB code of eight digits, such as 42420001")
}

fn parse_toewijzing(text: &str) -> Result<Toewijzingnummer, &'static str> {
    text.parse().map_err(|_| "a number of at most nine digits")
}

#[cfg(test)]
mod tests;
