//! The arguments of `sluis referentie`.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

use super::Json;

/// `sluis referentie`.
#[derive(Debug, Subcommand)]
pub(in crate::cli) enum ReferentieCommand {
    /// Replace a list by a CSV file
    Laden(ReferentieLadenArguments),
    /// Empty a list: its rule is no longer judged
    Wissen(ReferentieWissenArguments),
    /// The lists: how long they are, who loaded them when, and which rule needs them
    List(Json),
}

/// `sluis referentie laden`.
#[derive(Debug, Args)]
#[command(after_help = "\
The first line names the columns; `;` or `,` between them, UTF-8, an empty value means none:
  productlijst   wet;productcategorie;productcode;geldig_van;geldig_tot
  tarieven       wet;gemeentecode;agb_code;productcategorie;productcode;eenheid;tarief_eurocent;
                 geldig_van;geldig_tot
  gemeenten      gemeentecode;geldig_van;geldig_tot
Dates are written 2026-01-31 and both count; the two dates may be left out. Either every row is right
and the file becomes the list, or nothing changes and every fault is named with its line. The next
`sluis run` judges by the new list, also what was loaded before. See docs/referentielijsten.md.

Examples:
  sluis referentie laden productlijst producten.csv --dry-run
  sluis referentie laden tarieven contracten-2026.csv")]
pub(in crate::cli) struct ReferentieLadenArguments {
    /// Which list
    #[arg(value_name = "LIST", value_enum)]
    pub(in crate::cli) lijst: Lijstnaam,

    /// The CSV file
    #[arg(value_name = "FILE")]
    pub(in crate::cli) file: PathBuf,

    /// Check the file and tell what would change; stores nothing
    #[arg(long)]
    pub(in crate::cli) dry_run: bool,

    /// Print one JSON object on stdout
    #[arg(long)]
    pub(in crate::cli) json: bool,
}

/// `sluis referentie wissen`.
#[derive(Debug, Args)]
#[command(after_help = "\
Without its list a rule is not judged: the next `sluis run` says so, and the findings of that rule
become opgelost. Who emptied the list, and why, is kept in beheer.audit.

Examples:
  sluis referentie wissen tarieven --reden \"verkeerd bestand geladen\" --dry-run
  sluis referentie wissen tarieven --reden \"verkeerd bestand geladen\"")]
pub(in crate::cli) struct ReferentieWissenArguments {
    /// Which list
    #[arg(value_name = "LIST", value_enum)]
    pub(in crate::cli) lijst: Lijstnaam,

    /// Why; kept in the audit, so no personal data
    #[arg(long, value_name = "TEXT")]
    pub(in crate::cli) reden: String,

    /// Tell how many rows would go; changes nothing
    #[arg(long)]
    pub(in crate::cli) dry_run: bool,

    /// Print one JSON object on stdout
    #[arg(long)]
    pub(in crate::cli) json: bool,
}

/// A reference list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum Lijstnaam {
    /// Which product code belongs to which category (TR381)
    Productlijst,
    /// What was agreed on with providers (TR418)
    Tarieven,
    /// Which codes of municipalities exist, now and before (TR378)
    Gemeenten,
}

impl Lijstnaam {
    /// The word on the command line.
    pub(in crate::cli) const fn code(self) -> &'static str {
        match self {
            Self::Productlijst => "productlijst",
            Self::Tarieven => "tarieven",
            Self::Gemeenten => "gemeenten",
        }
    }

    /// The rule that needs it.
    pub(in crate::cli) const fn regel(self) -> &'static str {
        match self {
            Self::Productlijst => "TR381",
            Self::Tarieven => "TR418",
            Self::Gemeenten => "TR378",
        }
    }
}
