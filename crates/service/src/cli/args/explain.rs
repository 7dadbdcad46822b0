//! The arguments of `sluis explain`.

use clap::{ArgGroup, Args};
use domain::{
    AgbCode, Beschikkingnummer, Gemeentecode, ReferentieAanbieder, Toewijzingnummer, Wet,
};

use super::{parse_agb, parse_gemeente, parse_toewijzing, parse_wet};

/// `sluis explain`.
#[derive(Debug, Args)]
#[command(
    group = ArgGroup::new("what").required(true).args(["toewijzing", "beschikking", "referentie"]),
    after_help = "\
Tells in Dutch, in the order of the dates: requests and answers, versions of the allocation, starts
and stops, declarations by month with their corrections; below each what became of it and why, what
the receiver answered, which rules it breaks, and the file it came from. Then the deliveries with
their waiting times, the amounts per month, and what the rules say of the allocation as a whole.
A beschikking or a reference may be about several allocations: each has a story of its own. Of more
than 200 declaration lines it tells what they come to by month; --alles tells every one.

Examples:
  sluis explain --wet jw --gemeente 0363 --toewijzing 300201
  sluis explain --wet wmo --gemeente 0363 --beschikking 7001
  sluis explain --wet jw --gemeente 0363 --referentie R-2026-14 --agb 42420001 --json"
)]
pub(in crate::cli) struct ExplainArguments {
    /// wmo or jw
    #[arg(long, value_name = "WET", value_parser = parse_wet)]
    pub(in crate::cli) wet: Wet,

    /// CBS code of the municipality
    #[arg(long, value_name = "CODE", value_parser = parse_gemeente)]
    pub(in crate::cli) gemeente: Gemeentecode,

    /// Number of the allocation
    #[arg(long, value_name = "NUMMER", value_parser = parse_toewijzing)]
    pub(in crate::cli) toewijzing: Option<Toewijzingnummer>,

    /// Number of the beschikking: its allocations, and requests that name it
    #[arg(long, value_name = "NUMMER", value_parser = parse_beschikking)]
    pub(in crate::cli) beschikking: Option<Beschikkingnummer>,

    /// Reference that the provider gave to a request (315, 317) or to a declaration line
    #[arg(long, value_name = "TEXT", value_parser = parse_referentie, requires = "agb")]
    pub(in crate::cli) referentie: Option<ReferentieAanbieder>,

    /// Provider who gave the reference
    #[arg(long, value_name = "CODE", value_parser = parse_agb, requires = "referentie")]
    pub(in crate::cli) agb: Option<AgbCode>,

    /// Tell every declaration line and finding, also of a very long story; JSON always does
    #[arg(long)]
    pub(in crate::cli) alles: bool,

    /// Print one JSON object on stdout
    #[arg(long)]
    pub(in crate::cli) json: bool,
}

fn parse_beschikking(text: &str) -> Result<Beschikkingnummer, &'static str> {
    text.parse().map_err(|_| "a number of at most nine digits")
}

fn parse_referentie(text: &str) -> Result<ReferentieAanbieder, &'static str> {
    text.parse().map_err(|_| "a text of at most 36 characters")
}
