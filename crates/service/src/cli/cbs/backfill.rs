//! `sluis cbs backfill`.

use std::collections::BTreeMap;

use domain::statline::Periodecode;
use extract_cbs::{Endpoint, Periodekeuze};

use super::bronnen::{self, Gekozen};
use super::fout::failure;
use crate::cli::args::CbsBackfillArguments;
use crate::cli::exit::{Exit, Failure};
use crate::cli::run;
use crate::cli::signal::Signals;
use crate::config::Config;
use crate::job::cbs::{plaats, vraag};

/// Loads periods outside those of the configuration, and keeps them up to date from then on.
///
/// The periods are held against the table first: a slip of the keyboard makes no run.
pub(in crate::cli) async fn backfill(
    config: Config,
    arguments: CbsBackfillArguments,
    who: &str,
    signals: &Signals,
    has_colour: bool,
) -> Result<Exit, Failure> {
    let gekozen = bronnen::een(&config, &arguments.table)?;
    let CbsBackfillArguments { from: van, to: tot, json, .. } = arguments;
    check_range(&gekozen, &van, &tot)?;
    let checked = async {
        check_periods(&config, &gekozen, &van, &tot).await?;
        Ok(Exit::Ok)
    };
    let stopped = signals.or_stop(checked).await?;
    if stopped != Exit::Ok {
        return Ok(stopped);
    }
    let asked = run::Backfill { source: gekozen.naam.to_owned(), van, tot, is_json: json };
    run::backfill(config, asked, who, signals, has_colour).await
}

/// What can be wrong without asking CBS.
fn check_range(gekozen: &Gekozen<'_>, van: &str, tot: &str) -> Result<(), Failure> {
    for (name, period) in [("--from", van), ("--to", tot)] {
        let is_year = period.len() == 4 && period.bytes().all(|byte| byte.is_ascii_digit());
        let is_code = period.len() == 8
            && period.bytes().all(|byte| byte.is_ascii_alphanumeric())
            && period.bytes().take(4).all(|byte| byte.is_ascii_digit());
        if !is_year && !is_code {
            return Err(Failure::usage(
                format!(
                    "{name} is not a year (2012) or a period of CBS (2012HJ01); nothing was done"
                ),
                "`sluis cbs show TABLE` shows the first and last period",
            ));
        }
    }
    if is_before(tot, van) {
        return Err(Failure::usage(
            format!("{tot} comes before {van}; nothing was done"),
            "give the first period with --from and the last with --to",
        ));
    }
    if gekozen.bron.periods == Periodekeuze::default() {
        return Err(Failure::usage(
            format!("source {} asks for all periods already; nothing was done", gekozen.naam),
            "a backfill is for a source with `from` or `to`",
        ));
    }
    Ok(())
}

/// Whether the last period ends before the first begins: `2024HJ01` and `2024HJ02`, `2012JJ00` and `2014`.
fn is_before(tot: &str, van: &str) -> bool {
    let dagen = |period: &str| {
        let code = if period.len() == 4 { format!("{period}JJ00") } else { period.to_owned() };
        code.parse::<Periodecode>().ok()?.dagen()
    };
    match (dagen(van), dagen(tot)) {
        (Some((begin, _)), Some((_, einde))) => einde <= begin,
        _ => tot.get(..4) < van.get(..4),
    }
}

/// Holds the periods, and what else is asked, against the code lists of the table.
async fn check_periods(
    config: &Config,
    gekozen: &Gekozen<'_>,
    van: &str,
    tot: &str,
) -> Result<(), Failure> {
    let client = bronnen::client(config).await?;
    let bron = gekozen.bron;
    let endpoint = Endpoint { protocol: bron.protocol, base_url: bron.base_url.clone() };
    let checked = async {
        let mut tabel = bronnen::open(&client, &endpoint).beschrijf(&bron.table).await?;
        let asked = vraag(bron, &[], BTreeMap::new()).alleen(van, tot);
        plaats(gekozen.naam, bron, &mut tabel, asked.tekst)?;
        // Areas may need what the warehouse knows; the run checks those.
        let mut only_periods = asked.selectie;
        only_periods.gebieden.clear();
        only_periods.kies(&tabel).map(|_| ())
    };
    checked.await.map_err(failure)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::{CbsSource, default_base_url};
    use domain::statline::Protocol;

    fn source(van: Option<&str>) -> CbsSource {
        CbsSource {
            table: "85098NED".parse().unwrap(),
            protocol: Protocol::V4,
            base_url: default_base_url(Protocol::V4).to_owned(),
            regions: Vec::new(),
            periods: Periodekeuze { van: van.map(str::to_owned), tot: None },
            measures: Vec::new(),
            dimensions: BTreeMap::new(),
            period: None,
            region: None,
            region_dimension: None,
            period_dimension: None,
            map_year: None,
            wet: None,
            bulk: None,
        }
    }

    #[test]
    fn a_range_that_cannot_be_is_refused_before_cbs_is_asked() {
        let from_2015 = source(Some("2015"));
        let all = source(None);
        for (bron, van, tot, expect) in [
            (&from_2015, "2012", "2014", ""),
            (&from_2015, "2014HJ01", "2014HJ02", ""),
            (&from_2015, "12", "2014", "--from is not a year"),
            (&from_2015, "2012", "20 14", "--to is not a year"),
            (&from_2015, "2014", "2012", "2012 comes before 2014"),
            (&from_2015, "2014HJ02", "2014HJ01", "2014HJ01 comes before 2014HJ02"),
            (&from_2015, "2014KW04", "2014HJ01", "2014HJ01 comes before 2014KW04"),
            (&from_2015, "2014MM12", "2014MM12", ""),
            (&from_2015, "2014MM06", "2014JJ00", ""),
            (&from_2015, "2014HJ02", "2014", ""),
            (&from_2015, "2014XX02", "2013XX01", "2013XX01 comes before 2014XX02"),
            (&all, "2012", "2014", "source jeugd asks for all periods already"),
        ] {
            let outcome = check_range(&Gekozen { naam: "jeugd", bron }, van, tot);
            let message = outcome.err().map(|failure| failure.message()).unwrap_or_default();
            assert!(
                message.starts_with(expect) && message.is_empty() == expect.is_empty(),
                "{message}"
            );
        }
    }
}
