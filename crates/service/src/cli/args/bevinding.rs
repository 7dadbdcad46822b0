//! The arguments of `sluis bevinding`.

use clap::{Args, Subcommand, ValueEnum};
use domain::{AgbCode, Gemeentecode};

use super::{parse_agb, parse_gemeente};

/// `sluis bevinding`.
#[derive(Debug, Subcommand)]
pub(in crate::cli) enum BevindingCommand {
    /// List findings: official grounds for rejection first, then the newest
    List(BevindingListArguments),
    /// Say that open findings are fine as they are
    Accept(BevindingDecideArguments),
    /// Open accepted findings again
    Reopen(BevindingDecideArguments),
}

/// `sluis bevinding list`.
#[derive(Debug, Args)]
#[command(after_help = "\
Severity: R an official ground for rejection, P an official duty that was not met, D a signal of our
own that says nothing about right or wrong. A finding that no longer holds is opgelost by itself.

Examples:
  sluis bevinding list
  sluis bevinding list --ernst R --agb 42420001
  sluis bevinding list --regel TR319 --status all --json | jq '.findings[].finding_id'")]
pub(in crate::cli) struct BevindingListArguments {
    /// Only findings that stand so
    #[arg(long, value_enum, default_value_t = BevindingStatus::Open)]
    pub(in crate::cli) status: BevindingStatus,

    /// Only this rule, such as TR319
    #[arg(long, value_name = "CODE")]
    pub(in crate::cli) regel: Option<String>,

    /// Only this severity
    #[arg(long, value_enum, ignore_case = true)]
    pub(in crate::cli) ernst: Option<Ernst>,

    /// Only this provider
    #[arg(long, value_name = "CODE", value_parser = parse_agb)]
    pub(in crate::cli) agb: Option<AgbCode>,

    /// Only this municipality
    #[arg(long, value_name = "CODE", value_parser = parse_gemeente)]
    pub(in crate::cli) gemeente: Option<Gemeentecode>,

    /// How many
    #[arg(long, value_name = "N", default_value_t = 50,
          value_parser = clap::value_parser!(i64).range(1..=100_000))]
    pub(in crate::cli) limit: i64,

    /// Print one JSON object on stdout
    #[arg(long)]
    pub(in crate::cli) json: bool,
}

/// How a finding stands.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(in crate::cli) enum BevindingStatus {
    /// It holds, and nobody accepted it.
    Open,
    /// It holds, and somebody says that it is fine.
    Geaccepteerd,
    /// It no longer holds.
    Opgelost,
    /// Every finding.
    All,
}

/// How heavy a rule weighs.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(in crate::cli) enum Ernst {
    /// An official ground for rejection.
    #[value(name = "R")]
    R,
    /// An official duty.
    #[value(name = "P")]
    P,
    /// A signal of our own.
    #[value(name = "D")]
    D,
}

impl Ernst {
    /// The letter in the warehouse.
    pub(in crate::cli) const fn code(self) -> &'static str {
        match self {
            Self::R => "R",
            Self::P => "P",
            Self::D => "D",
        }
    }
}

/// `sluis bevinding accept` and `sluis bevinding reopen`.
#[derive(Debug, Args)]
#[command(after_help = "\
The decision is kept with the note, your user name and the moment, in beheer.bevinding_besluit and in
beheer.audit. An accepted finding opens by itself when the data that it is about change. A note with
what could be a BSN is refused. Doing it twice changes nothing.

Examples:
  sluis bevinding accept 905253897473832052 --note \"afgesproken met de aanbieder, zie zaak 2026-014\"
  sluis bevinding reopen 905253897473832052 --note \"de afspraak gold tot 1 juli\"")]
pub(in crate::cli) struct BevindingDecideArguments {
    /// Numbers of findings, as `sluis bevinding list` shows them
    #[arg(value_name = "ID", required = true, value_parser = clap::value_parser!(i64).range(1..))]
    pub(in crate::cli) ids: Vec<i64>,

    /// Why; one line of at most 200 characters, without personal data
    #[arg(long, value_name = "TEXT")]
    pub(in crate::cli) note: String,

    /// Print one JSON object on stdout
    #[arg(long)]
    pub(in crate::cli) json: bool,
}
