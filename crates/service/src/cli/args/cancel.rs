//! The arguments of `sluis cancel`.

use clap::Args;

/// `sluis cancel`.
#[derive(Debug, Args)]
#[command(after_help = "\
A run stops after the transaction in hand; what it did stays, and the next run goes on from there. A
request that still waits is not begun. A run of the command line is stopped with Ctrl-C instead.

Examples:
  sluis cancel 12                  run 12
  sluis cancel request:7           request 7, as `sluis check` and the pages show it")]
pub(in crate::cli) struct CancelArguments {
    /// A run (`12` or `run:12`) or a request (`request:7`)
    #[arg(value_name = "RUN|REQUEST")]
    pub(in crate::cli) target: CancelTarget,
}

/// What is to stop.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::cli) enum CancelTarget {
    /// A run.
    Run(i64),
    /// A request.
    Request(i64),
}

impl std::str::FromStr for CancelTarget {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let wrong = "give a run such as 12, or a request such as request:7";
        let (kind, number) = text.split_once(':').unwrap_or(("run", text));
        let number = number.parse().ok().filter(|number| *number > 0).ok_or(wrong)?;
        match kind {
            "run" => Ok(Self::Run(number)),
            "request" | "verzoek" => Ok(Self::Request(number)),
            _ => Err(wrong),
        }
    }
}
