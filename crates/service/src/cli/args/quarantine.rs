//! The arguments of `sluis quarantine`.

use clap::{Args, Subcommand, ValueEnum};

/// `sluis quarantine`.
#[derive(Debug, Subcommand)]
pub(in crate::cli) enum QuarantineCommand {
    /// List refusals, newest first
    List(QuarantineListArguments),
    /// One refusal: file, place, code and what to do
    Show(QuarantineShowArguments),
    /// Read files in quarantine again, after an upgrade or a change of the configuration
    Replay(QuarantineReplayArguments),
    /// Close refusals by hand; recorded in beheer.audit
    Resolve(QuarantineResolveArguments),
}

/// `sluis quarantine list`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  sluis quarantine list
  sluis quarantine list --code BSN_INVALID --status all")]
pub(in crate::cli) struct QuarantineListArguments {
    /// Only refusals that stand so
    #[arg(long, value_enum, default_value_t = QuarantineStatus::Open)]
    pub(in crate::cli) status: QuarantineStatus,

    /// Only this code
    #[arg(long)]
    pub(in crate::cli) code: Option<String>,

    /// Only this source
    #[arg(long, value_name = "NAME")]
    pub(in crate::cli) source: Option<String>,

    /// How many
    #[arg(long, value_name = "N", default_value_t = 50,
          value_parser = clap::value_parser!(i64).range(1..=100_000))]
    pub(in crate::cli) limit: i64,

    /// Print one JSON object on stdout
    #[arg(long)]
    pub(in crate::cli) json: bool,
}

/// How a refusal stands.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(in crate::cli) enum QuarantineStatus {
    /// Nobody has dealt with it.
    Open,
    /// Read again with success, or closed by hand.
    Opgelost,
    /// The file was replaced.
    Vervallen,
    /// Every refusal.
    All,
}

/// `sluis quarantine show`.
#[derive(Debug, Args)]
pub(in crate::cli) struct QuarantineShowArguments {
    /// Number of the refusal
    #[arg(value_name = "ID", value_parser = clap::value_parser!(i64).range(1..))]
    pub(in crate::cli) id: i64,

    /// Print one JSON object on stdout
    #[arg(long)]
    pub(in crate::cli) json: bool,
}

/// `sluis quarantine replay`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  sluis quarantine replay
  sluis quarantine replay 12 13
  sluis quarantine replay --code XSD_INVALID
  sluis quarantine replay 14 --toch     the small delivery of refusal 14 is right")]
pub(in crate::cli) struct QuarantineReplayArguments {
    /// Numbers of refusals; without numbers and without --code: every open refusal
    #[arg(value_name = "ID", conflicts_with = "all",
          value_parser = clap::value_parser!(i64).range(1..))]
    pub(in crate::cli) ids: Vec<i64>,

    /// Every open refusal with this code
    #[arg(long, conflicts_with = "all")]
    pub(in crate::cli) code: Option<String>,

    /// Every open refusal, said in so many words
    #[arg(long)]
    pub(in crate::cli) all: bool,

    /// Load a full CSV delivery although it is much smaller than what stands (`DELIVERY_DROP`)
    #[arg(long)]
    pub(in crate::cli) toch: bool,

    /// Print one JSON object on stdout
    #[arg(long)]
    pub(in crate::cli) json: bool,
}

/// `sluis quarantine resolve`.
#[derive(Debug, Args)]
#[command(after_help = "\
Example:
  sluis quarantine resolve 12 13 --reden \"leverancier stuurt een nieuw bericht\"")]
pub(in crate::cli) struct QuarantineResolveArguments {
    /// Numbers of refusals
    #[arg(value_name = "ID", required = true, value_parser = clap::value_parser!(i64).range(1..))]
    pub(in crate::cli) ids: Vec<i64>,

    /// Why; kept in the audit, so no personal data
    #[arg(long, value_name = "TEXT")]
    pub(in crate::cli) reden: String,

    /// Print one JSON object on stdout
    #[arg(long)]
    pub(in crate::cli) json: bool,
}
