//! The arguments of `sluis alert`.

use clap::{Args, Subcommand};

/// `sluis alert`.
#[derive(Debug, Subcommand)]
pub(in crate::cli) enum AlertCommand {
    /// Send a message to every channel, to see whether it arrives
    Test(AlertTestArguments),
    /// What is wrong now, and what was not delivered yet
    List(AlertListArguments),
}

/// `sluis alert test`.
#[derive(Debug, Args)]
#[command(after_help = "\
Needs no database. Exit code 0 when every channel took the message, 1 when one did not.

Examples:
  sluis alert test
  sluis alert test --channel beheer")]
pub(in crate::cli) struct AlertTestArguments {
    /// Only this channel: its name in [[alerts.mail]] or [[alerts.webhook]]
    #[arg(long, value_name = "NAME")]
    pub(in crate::cli) channel: Option<String>,
}

/// `sluis alert list`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  sluis alert list
  sluis alert list --all           those that are over too
  sluis alert list --json | jq '.alerts[].rule'")]
pub(in crate::cli) struct AlertListArguments {
    /// Those that are over too
    #[arg(long)]
    pub(in crate::cli) all: bool,

    /// Print one JSON object on stdout
    #[arg(long)]
    pub(in crate::cli) json: bool,
}
