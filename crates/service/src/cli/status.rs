//! `sluis status`: how each source stands, the last run, the next one.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use load::beheer::{self, BronStand};

use super::exit::{Exit, Failure};
use super::output::{Table, coded, line, print, print_json};
use super::runs::{local, read_runs, runs_table};
use super::session::Session;
use super::wire::{Next, SourceStatus, Status};
use crate::clock;
use crate::config::{Config, Source, SourceKind};

pub(super) async fn status(
    session: &Session,
    is_json: bool,
    has_colour: bool,
) -> Result<Exit, Failure> {
    let now = clock::now();
    let status = read(session, now).await?;
    if is_json {
        print_json(&status)?;
        return Ok(Exit::Ok);
    }
    let zone = session.config.schedule.timezone;
    let mut text = String::new();
    match &status.last_run {
        Some(run) => text.push_str(&runs_table([run], zone, has_colour).render()),
        None => text.push_str("no run yet\n"),
    }
    let mut table = Table::new(&["source", "kind", "status", "last success", "error"], has_colour);
    for source in &status.sources {
        table.row([
            source.name.clone(),
            source.kind.to_owned(),
            source.status.clone(),
            source.last_success.map_or_else(|| "never".to_owned(), |at| local(at, zone)),
            coded(source.error_code.as_deref(), source.error.as_deref()),
        ]);
    }
    text.push('\n');
    text.push_str(&table.render());
    line(&mut text, format_args!("\nopen in quarantine: {}", status.quarantine_open));
    match status.next.first() {
        Some(next) => line(&mut text, format_args!("next run planned: {}", next.at)),
        None => text.push_str("next run planned: none (schedule.nightly is not set)\n"),
    }
    print(&text)?;
    Ok(Exit::Ok)
}

async fn read(session: &Session, now: DateTime<Utc>) -> Result<Status, Failure> {
    let db = &session.db;
    let last_run = read_runs(db, 1, None).await?.pop();
    let known: BTreeMap<String, BronStand> = beheer::list_sources(db)
        .await?
        .into_iter()
        .map(|source| (source.bron.clone(), source))
        .collect();
    let sources = session.config.sources.iter();
    Ok(Status {
        version: env!("CARGO_PKG_VERSION"),
        last_run,
        sources: sources.map(|source| describe(source, known.get(&source.name), now)).collect(),
        quarantine_open: beheer::count_open(db).await?,
        next: next(&session.config, now),
    })
}

fn describe(source: &Source, stand: Option<&BronStand>, now: DateTime<Utc>) -> SourceStatus {
    let absent = if is_loadable(source) { "queued" } else { "skipped" };
    let last_success = stand.and_then(|stand| stand.laatste_succes);
    SourceStatus {
        name: source.name.clone(),
        kind: source.kind.code(),
        status: stand.map_or(absent, |stand| &stand.status).to_owned(),
        last_success,
        age_seconds: last_success.map(|at| (now - at).num_seconds().max(0)),
        error_code: stand.and_then(|stand| stand.foutcode.clone()),
        error: stand.and_then(|stand| stand.fout.clone()),
    }
}

/// Whether this version loads its kind.
const fn is_loadable(source: &Source) -> bool {
    matches!(source.kind, SourceKind::Ggk(_) | SourceKind::Cbs(_))
}

/// When each source is due next, by whichever plan comes first.
fn next(config: &Config, now: DateTime<Utc>) -> Vec<Next> {
    let zone = config.schedule.timezone;
    let mut seen = BTreeSet::new();
    let due = crate::serve::volgende(config, now).into_iter();
    due.filter(|next| seen.insert(next.bron.clone()))
        .map(|next| Next { source: next.bron, at: next.moment.with_timezone(&zone).to_rfc3339() })
        .collect()
}
