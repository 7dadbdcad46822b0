//! The arguments of `sluis rerun`.

use chrono::NaiveDate;
use clap::Args;

use super::parse_date;

/// `sluis rerun`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  sluis rerun --failed             everything that stands as failed now
  sluis rerun 12 --failed          only what failed in run 12
  sluis rerun 12 --reason \"tarieven hersteld, zaak 2026-014\"
  sluis rerun task:345 --reason \"tarieven hersteld\"
  sluis rerun --source berichten --from 2026-11-01 --to 2026-11-07 --reason \"sleutel hersteld\"

What is done again of what is published needs a reason; it is kept in beheer.audit with your user
name. A rerun of what was loaded already changes nothing. A file belongs to the task that read it
last: after a rerun its files belong to the new run, and a second rerun of the old run finds none.")]
pub(in crate::cli) struct RerunArguments {
    /// A run (`12` or `run:12`) or a task (`task:345`)
    #[arg(value_name = "RUN|TASK", required_unless_present_any = ["failed", "source"])]
    pub(in crate::cli) target: Option<Target>,

    /// Only what failed
    #[arg(long)]
    pub(in crate::cli) failed: bool,

    /// Everything that was read of this source
    #[arg(long, value_name = "NAME", conflicts_with_all = ["target", "failed"])]
    pub(in crate::cli) source: Option<String>,

    /// First day that it was read, with --source [default: from the beginning]
    #[arg(long, value_name = "DATE", requires = "source", value_parser = parse_date)]
    pub(in crate::cli) from: Option<NaiveDate>,

    /// Last day that it was read, with --source [default: up to now]
    #[arg(long, value_name = "DATE", requires = "source", value_parser = parse_date)]
    pub(in crate::cli) to: Option<NaiveDate>,

    /// Why; needed for what is published. Kept in the audit, so no personal data
    #[arg(long, alias = "reden", value_name = "TEXT")]
    pub(in crate::cli) reason: Option<String>,

    /// Print one JSON object on stdout
    #[arg(long)]
    pub(in crate::cli) json: bool,
}

/// What to do again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::cli) enum Target {
    /// All tasks of a run.
    Run(i64),
    /// One task.
    Task(i64),
}

impl std::str::FromStr for Target {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let wrong = "give a run such as 12, or a task such as task:345";
        let (kind, number) = text.split_once(':').unwrap_or(("run", text));
        let number = number.parse().ok().filter(|number| *number > 0).ok_or(wrong)?;
        match kind {
            "run" => Ok(Self::Run(number)),
            "task" | "taak" => Ok(Self::Task(number)),
            _ => Err(wrong),
        }
    }
}
