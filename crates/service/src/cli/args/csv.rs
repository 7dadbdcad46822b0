//! The arguments of `sluis csv`.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use domain::Gemeentecode;
use domain::zaaksysteem::Entiteit;

use super::parse_gemeente;

/// `sluis csv`.
#[derive(Debug, Subcommand)]
pub(in crate::cli) enum CsvCommand {
    /// Look at an unknown file: how it is written, its columns, and a mapping to begin with
    Verken(CsvVerkenArguments),
    /// Read a file by a mapping and tell what would be loaded and refused; stores nothing
    Check(CsvCheckArguments),
    /// Take away all that a source brought to the warehouse
    Vergeet(CsvVergeetArguments),
}

/// `sluis csv verken`.
#[derive(Debug, Args)]
#[command(after_help = "\
Values are never shown: letters become x or X, digits become 9. With --entiteit it also writes a
mapping that loads as it is; look at it before you use it, and give its fields a better column
where the file has one.

Examples:
  sluis csv verken inbox/zaken/export.csv
  sluis csv verken export.csv --entiteit zaak > zaken.toml
  sluis csv verken export.csv --json | jq .columns

Entities: zaak, beschikking, voorziening, client, uitkering, meting, tarief, budgetplafond,
aanbieder, product, gebied, team, medewerker")]
pub(in crate::cli) struct CsvVerkenArguments {
    /// The file
    #[arg(value_name = "FILE")]
    pub(in crate::cli) file: PathBuf,

    /// Write a draft mapping for this entity on stdout, and the look on stderr
    #[arg(long, value_name = "ENTITY", value_parser = parse_entiteit)]
    pub(in crate::cli) entiteit: Option<Entiteit>,

    /// Rows to look at; 0 looks at all
    #[arg(long, value_name = "N", default_value_t = 100_000)]
    pub(in crate::cli) rows: u64,

    /// Print one JSON object on stdout
    #[arg(long, conflicts_with = "entiteit")]
    pub(in crate::cli) json: bool,
}

/// `sluis csv check`.
#[derive(Debug, Args)]
#[command(after_help = "\
Ends with 0 when every row would load, 3 when some would be refused, 1 when the file as a whole
would be. Whether the file is a double, or much smaller than the one before, only a run can tell.

Examples:
  sluis csv check inbox/zaken/zaken_20260901.csv --mapping config/mappings/zaken.toml
  sluis csv check export.csv --mapping zaken.toml --gemeente 0406 --json")]
pub(in crate::cli) struct CsvCheckArguments {
    /// The file
    #[arg(value_name = "FILE")]
    pub(in crate::cli) file: PathBuf,

    /// The mapping
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) mapping: PathBuf,

    /// Municipality of rows that name none, as `gemeentecode` of the source
    #[arg(long, value_name = "CODE", value_parser = parse_gemeente)]
    pub(in crate::cli) gemeente: Option<Gemeentecode>,

    /// Print one JSON object on stdout
    #[arg(long)]
    pub(in crate::cli) json: bool,
}

/// `sluis csv vergeet`.
#[derive(Debug, Args)]
#[command(after_help = "\
Removes the rows of the source from the warehouse, and gives the allocations that it told of back to
what the messages say. The next run publishes that. While the source is in the configuration, its
files are read again by the next run.

Example:
  sluis csv vergeet zaken --reden \"oud zaaksysteem uitgezet\"")]
pub(in crate::cli) struct CsvVergeetArguments {
    /// Name of the source
    #[arg(value_name = "SOURCE")]
    pub(in crate::cli) source: String,

    /// Why; kept in the audit, so no personal data
    #[arg(long, value_name = "TEXT")]
    pub(in crate::cli) reden: String,

    /// Print one JSON object on stdout
    #[arg(long)]
    pub(in crate::cli) json: bool,
}

fn parse_entiteit(text: &str) -> Result<Entiteit, String> {
    text.parse()
        .map_err(|_| format!("choose one of {}", Entiteit::ALLE.map(Entiteit::naam).join(", ")))
}
