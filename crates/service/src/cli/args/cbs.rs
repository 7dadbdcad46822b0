//! The arguments of `sluis cbs`.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};
use domain::statline::Protocol;

/// `sluis cbs`.
#[derive(Debug, Subcommand)]
pub(in crate::cli) enum CbsCommand {
    /// Find tables of CBS by words in their id, title or description
    Search(CbsSearchArguments),
    /// One table: structure, size, version, what is loaded and what the next run would load
    Show(CbsShowArguments),
    /// Load periods before or after those of the configuration, now and every night from now on
    Backfill(CbsBackfillArguments),
    /// Take the structure that a changed table has now, after a look at what differs
    Accept(CbsAcceptArguments),
    /// Close what stands of a source that is no longer asked
    Forget(CbsForgetArguments),
    /// The figures of a loaded table as CSV, labels next to codes
    Export(CbsExportArguments),
}

/// `sluis cbs search`.
#[derive(Debug, Args)]
#[command(after_help = "\
Every word must occur, in any case, with or without accents. Searches the catalogues as the last run
saw them; when no run saw one yet, or with --live, asks CBS now.

Examples:
  sluis cbs search jeugdzorg gemeenten
  sluis cbs search wmo --live --limit 50
  sluis cbs search iv3 --base-url https://dataderden.cbs.nl --protocol v3")]
pub(in crate::cli) struct CbsSearchArguments {
    /// Words to look for
    #[arg(value_name = "TERM", required = true)]
    pub(in crate::cli) term: Vec<String>,

    /// How many
    #[arg(long, value_name = "N", default_value_t = 20,
          value_parser = clap::value_parser!(i64).range(1..=1_000))]
    pub(in crate::cli) limit: i64,

    /// Ask CBS now instead of what the last run saw
    #[arg(long)]
    pub(in crate::cli) live: bool,

    #[command(flatten)]
    pub(in crate::cli) place: CbsPlace,

    /// Print one JSON object on stdout
    #[arg(long)]
    pub(in crate::cli) json: bool,
}

/// Where a catalogue is.
#[derive(Debug, Clone, Default, Args)]
pub(in crate::cli) struct CbsPlace {
    /// Ask this catalogue [default: that of the configuration]
    #[arg(long, alias = "source-url", value_name = "URL")]
    pub(in crate::cli) base_url: Option<String>,

    /// How it speaks [default: that of the configuration, else v4]
    #[arg(long, value_enum)]
    pub(in crate::cli) protocol: Option<CbsProtocol>,
}

/// A protocol.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum CbsProtocol {
    /// opendata.cbs.nl and dataderden.cbs.nl
    V3,
    /// datasets.cbs.nl
    V4,
}

impl CbsProtocol {
    /// The protocol of the model.
    pub(in crate::cli) const fn protocol(self) -> Protocol {
        match self {
            Self::V3 => Protocol::V3,
            Self::V4 => Protocol::V4,
        }
    }
}

/// `sluis cbs show`.
#[derive(Debug, Args)]
#[command(after_help = "\
Asks CBS for the description of the table, without its figures. When CBS cannot be reached it shows
what the warehouse knows and ends with exit code 5. A table that no source loads is looked for in
the catalogue that held it at the last run, else at datasets.cbs.nl.

Examples:
  sluis cbs show 85098NED
  sluis cbs show jeugdzorg         a source of the configuration
  sluis cbs show 45012NED --base-url https://dataderden.cbs.nl --protocol v3
  sluis cbs show 85098NED --json | jq '.measures[].label'")]
pub(in crate::cli) struct CbsShowArguments {
    /// Id of a table, or name of a source
    #[arg(value_name = "TABLE")]
    pub(in crate::cli) table: String,

    #[command(flatten)]
    pub(in crate::cli) place: CbsPlace,

    /// Print one JSON object on stdout
    #[arg(long)]
    pub(in crate::cli) json: bool,
}

/// `sluis cbs backfill`.
#[derive(Debug, Args)]
#[command(after_help = "\
A period is a year, such as 2012, or a code of the table, such as 2012HJ01; both ends count. They are
checked against the table before anything is loaded. The range is kept, so that later nights see
revisions of it too. Doing it twice changes nothing.

Examples:
  sluis cbs backfill jeugdzorg --from 2011 --to 2014
  sluis cbs backfill 83262NED --from 2015HJ01 --to 2015HJ02")]
pub(in crate::cli) struct CbsBackfillArguments {
    /// Name of a source, or id of its table
    #[arg(value_name = "TABLE")]
    pub(in crate::cli) table: String,

    /// First period
    #[arg(long, value_name = "PERIOD")]
    pub(in crate::cli) from: String,

    /// Last period
    #[arg(long, value_name = "PERIOD")]
    pub(in crate::cli) to: String,

    /// Print one JSON object on stdout
    #[arg(long)]
    pub(in crate::cli) json: bool,
}

/// `sluis cbs accept`.
#[derive(Debug, Args)]
#[command(after_help = "\
When a dimension or measure of a table is gone, or has another unit or number of decimals, its task
fails with SCHEMA_DRIFT and the old figures stay. This asks CBS for the table as it is now and tells
what differs; with --reden it takes that structure. The next run loads the table when it still has
it: another change is refused again. Figures of measures that are gone are closed, not removed. Who
accepted, and why, is kept in beheer.audit.

Examples:
  sluis cbs accept jeugdzorg       what differs; accepts nothing
  sluis cbs accept jeugdzorg --reden \"CBS publiceert nu in hele aantallen, zie toelichting\"")]
pub(in crate::cli) struct CbsAcceptArguments {
    /// Name of a source, or id of its table
    #[arg(value_name = "TABLE")]
    pub(in crate::cli) table: String,

    /// Why; kept in the audit, so no personal data. Without it nothing is accepted
    #[arg(long, value_name = "TEXT")]
    pub(in crate::cli) reden: Option<String>,

    /// Print one JSON object on stdout
    #[arg(long)]
    pub(in crate::cli) json: bool,
}

/// `sluis cbs forget`.
#[derive(Debug, Args)]
#[command(after_help = "\
When a source leaves the configuration, its figures keep standing. Forget closes them: they stay as
history, the views of now no longer show them. A table that another source loads keeps its figures.
Who did it, and why, is kept in beheer.audit. A source that asks fewer areas or periods than before:
forget it, then `sluis run` loads what it asks now.

Example:
  sluis cbs forget kerncijfers_oud --reden \"tabel wordt niet meer gevolgd\"")]
pub(in crate::cli) struct CbsForgetArguments {
    /// Name of a source, also one that is not in the configuration any more
    #[arg(value_name = "SOURCE")]
    pub(in crate::cli) source: String,

    /// Why; kept in the audit, so no personal data
    #[arg(long, value_name = "TEXT")]
    pub(in crate::cli) reden: String,

    /// Print one JSON object on stdout
    #[arg(long)]
    pub(in crate::cli) json: bool,
}

/// `sluis cbs export`.
#[derive(Debug, Args)]
#[command(after_help = "\
One line per figure. Each dimension has a column with its code and one with its label; an empty value
has its reason beside it. A file appears whole or not at all.

Examples:
  sluis cbs export 85098NED --out jeugdzorg.csv
  sluis cbs export jeugdzorg --revisions --out herzieningen.csv
  sluis cbs export 85098NED --dialect plain | head")]
pub(in crate::cli) struct CbsExportArguments {
    /// Id of a table, or name of a source
    #[arg(value_name = "TABLE")]
    pub(in crate::cli) table: String,

    /// The file to make [default: standard output]
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) out: Option<PathBuf>,

    /// Also what figures were before they were revised, with when and by which version
    #[arg(long)]
    pub(in crate::cli) revisions: bool,

    /// How it is written
    #[arg(long, value_enum, default_value_t = CsvDialect::ExcelNl)]
    pub(in crate::cli) dialect: CsvDialect,

    /// Replace the file when it exists
    #[arg(long, requires = "out")]
    pub(in crate::cli) force: bool,
}

/// How CSV is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum CsvDialect {
    /// For a Dutch Excel: `;`, decimal comma, and no text that Excel takes for a formula
    ExcelNl,
    /// For programs: `,`, decimal point, every text as it is
    Plain,
}
