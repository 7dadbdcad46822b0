//! `sluis run`, `rerun` and `quarantine replay`: one run each, differing in what is asked of it.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::{Duration, Instant};

use chrono::NaiveDate;
use domain::Pseudoniemsleutel;
use extract_ggk::LeesOpties;
use load::beheer;
use load::ledger::{self, Status};
use tokio::sync::watch;

use super::args::{QuarantineReplayArguments, RerunArguments, RunArguments, Target};
use super::csv::read_mapping;
use super::exit::{Exit, Failure};
use super::output::{print, print_json, say};
use super::progress;
use super::quarantine::check_known;
use super::runs::unknown_run;
use super::session::Session;
use super::signal::Signals;
use super::summary;
use crate::clock;
use crate::config::{self, BerichtBijFout, Config, GgkSource, Source, SourceKind};
use crate::lineage::Lijn;
use crate::run::{
    BatchLimits, Bron, Opdracht, Progress, RerunDoel, RunContext, RunError, RunReport,
    SOURCE_UNAVAILABLE, Statline, StatlineBron, ZaakBron, Zaaksysteem, execute,
};

/// Longest wait, after a run, for a receiver of lineage.
const LINEAGE_MAX: Duration = Duration::from_secs(3);

/// What the command line says beside what is asked of the run.
struct Request<'a> {
    who: &'a str,
    /// Names of sources; empty is all.
    sources: Vec<String>,
    peildatum: Option<NaiveDate>,
    /// Whether a full CSV delivery may be much smaller than what stands.
    is_bevestigd: bool,
    is_json: bool,
    has_colour: bool,
}

impl<'a> Request<'a> {
    /// Nothing asked beside the order itself.
    const fn of(who: &'a str, has_colour: bool) -> Self {
        Self {
            who,
            sources: Vec::new(),
            peildatum: None,
            is_bevestigd: false,
            is_json: false,
            has_colour,
        }
    }
}

/// Loads what is new.
pub(super) async fn run(
    config: Config,
    arguments: RunArguments,
    who: &str,
    signals: &Signals,
    has_colour: bool,
) -> Result<Exit, Failure> {
    let order = if arguments.dry_run { Opdracht::DryRun } else { Opdracht::Run };
    let request = Request {
        who,
        sources: arguments.source,
        peildatum: arguments.peildatum,
        is_bevestigd: arguments.toch,
        is_json: arguments.json,
        has_colour,
    };
    whole_run(config, order, request, signals).await
}

/// Does tasks again.
pub(super) async fn rerun(
    config: Config,
    arguments: RerunArguments,
    who: &str,
    signals: &Signals,
    has_colour: bool,
) -> Result<Exit, Failure> {
    let target = match (arguments.target, arguments.failed) {
        (Some(Target::Run(run)), true) => RerunDoel::Mislukt(Some(run)),
        (Some(Target::Run(run)), false) => RerunDoel::Run(run),
        (Some(Target::Task(task)), _) => RerunDoel::Taak(task),
        (None, _) => RerunDoel::Mislukt(None),
    };
    let order = Opdracht::Rerun(target);
    let is_json = arguments.json;
    let request = Request { is_json, ..Request::of(who, has_colour) };
    whole_run(config, order, request, signals).await
}

/// Reads files in quarantine again.
pub(super) async fn replay(
    config: Config,
    arguments: QuarantineReplayArguments,
    who: &str,
    signals: &Signals,
    has_colour: bool,
) -> Result<Exit, Failure> {
    let rows = (!arguments.ids.is_empty()).then_some(arguments.ids);
    let order = Opdracht::Replay { rows, code: arguments.code };
    let (is_json, is_bevestigd) = (arguments.json, arguments.toch);
    let request = Request { is_bevestigd, is_json, ..Request::of(who, has_colour) };
    whole_run(config, order, request, signals).await
}

/// What `sluis cbs backfill` asks, held against the table.
pub(super) struct Backfill {
    pub(super) source: String,
    pub(super) van: String,
    pub(super) tot: String,
    pub(super) is_json: bool,
}

/// Loads older periods of one table of `StatLine`.
pub(super) async fn backfill(
    config: Config,
    asked: Backfill,
    who: &str,
    signals: &Signals,
    has_colour: bool,
) -> Result<Exit, Failure> {
    let Backfill { source, van, tot, is_json } = asked;
    let order = Opdracht::Backfill { bron: source.clone(), van, tot };
    let request = Request { sources: vec![source], is_json, ..Request::of(who, has_colour) };
    whole_run(config, order, request, signals).await
}

async fn whole_run(
    config: Config,
    order: Opdracht,
    request: Request<'_>,
    signals: &Signals,
) -> Result<Exit, Failure> {
    let sources = chosen(&config, &request.sources)?;
    // A folder that is away may come back, so the run tells; what is no folder never becomes one.
    for source in &sources {
        if let Some(fault) = config::not_a_folder(source) {
            return Err(Failure::usage(fault, "name a folder, not a file"));
        }
    }
    // A warehouse elsewhere needs its key before anything is opened; an embedded one makes it at its first start.
    if matches!(config.database.url, config::DatabaseUrl::Server(_)) {
        config::read_key_file(&config.privacy.key_file)?;
    }
    let zaak = zaaksysteem(&config, &sources, &request)?;
    let session = Session::open(config).await?;
    let outcome = run_in(&session, order, (&sources, zaak), &request, signals).await;
    session.close_after(outcome).await
}

async fn run_in(
    session: &Session,
    order: Opdracht,
    (sources, mut zaak): (&[Source], Zaaksysteem),
    request: &Request<'_>,
    signals: &Signals,
) -> Result<Exit, Failure> {
    let key = config::read_key_file(&session.config.privacy.key_file)?;
    check_target(session, &order).await?;
    let today = clock::today(session.config.schedule.timezone);
    // What is done again is of the same date as the facts it joins; time moves on with the next run.
    let again =
        matches!(order, Opdracht::Rerun(_) | Opdracht::Replay { .. } | Opdracht::Backfill { .. });
    let of_facts = if again { ledger::last_peildatum(&session.db).await? } else { None };
    let peildatum = request.peildatum.or(of_facts).unwrap_or(today);
    zaak.vandaag = today;
    let days = Days { today, peildatum };
    let (mut context, progress) =
        context(session, key, (sources, zaak), &days, request.who, signals);
    let lijn = Box::pin(Lijn::of(&session.config, &session.db)).await;
    let schrijver = lijn.map(|(lijn, schrijver)| {
        context.waarnemer = Some(lijn);
        schrijver
    });
    let watcher = progress::follow(progress.clone());
    let begin = Instant::now();
    // On the heap: a run holds many futures around it.
    let report = Box::pin(execute(context, order)).await;
    // The run has dropped its end of the channel: the watcher ends by itself.
    let _ = watcher.await;
    if let Some(schrijver) = schrijver {
        schrijver.wacht(LINEAGE_MAX).await;
    }
    let report =
        report.map_err(|error| Failure { run_id: progress.borrow().run_id, ..failure(error) })?;
    // Who stopped a run does not want to hear that all was done.
    let is_nothing_new = report.is_nothing_new() && signals.exit().is_none();
    tell(&report, is_nothing_new, begin.elapsed(), request)?;
    Ok(exit(&report, signals))
}

/// The sources to load; a name that is not configured is an error, and so is a run without any source.
fn chosen(config: &Config, names: &[String]) -> Result<Vec<Source>, Failure> {
    if config.sources.is_empty() {
        return Err(Failure::usage(
            format!("there is no [[source]] in `{}`; nothing was done", config.file.display()),
            "add one: config/sluis.toml has examples",
        ));
    }
    let known: Vec<&str> = config.sources.iter().map(|source| source.name.as_str()).collect();
    if let Some(unknown) = names.iter().find(|name| !known.contains(&name.as_str())) {
        let hint = format!("known sources: {}", known.join(", "));
        return Err(Failure::usage(format!("there is no source `{unknown}`"), hint));
    }
    let is_chosen = |source: &&Source| names.is_empty() || names.contains(&source.name);
    Ok(config.sources.iter().filter(is_chosen).cloned().collect())
}

/// A rerun or replay of what does not exist is a mistake, not an empty run.
async fn check_target(session: &Session, order: &Opdracht) -> Result<(), Failure> {
    let target = match order {
        Opdracht::Rerun(target) => target,
        Opdracht::Replay { rows: Some(ids), .. } => return check_known(session, ids).await,
        _ => return Ok(()),
    };
    match target {
        RerunDoel::Run(run) | RerunDoel::Mislukt(Some(run)) => {
            let found = beheer::list_runs(&session.db, 1, Some(*run)).await?;
            if found.is_empty() { Err(unknown_run(*run)) } else { Ok(()) }
        }
        RerunDoel::Taak(task) => match beheer::run_of_task(&session.db, *task).await? {
            Some(_) => Ok(()),
            None => Err(Failure::usage(
                format!("there is no task {task}"),
                "`sluis show RUN` lists the tasks of a run",
            )),
        },
        RerunDoel::Mislukt(None) => Ok(()),
    }
}

/// The two dates of a run.
struct Days {
    today: NaiveDate,
    peildatum: NaiveDate,
}

fn context(
    session: &Session,
    key: Pseudoniemsleutel,
    (sources, zaak): (&[Source], Zaaksysteem),
    days: &Days,
    who: &str,
    signals: &Signals,
) -> (RunContext, watch::Receiver<Progress>) {
    let config = &session.config;
    let Days { today, peildatum } = *days;
    let statline = |source: &Source| match &source.kind {
        SourceKind::Cbs(table) => {
            Some(StatlineBron { naam: source.name.clone(), tabel: (**table).clone() })
        }
        SourceKind::Ggk(_) | SourceKind::Zaaksysteem(_) => None,
    };
    let alle: Vec<StatlineBron> = config.sources.iter().filter_map(statline).collect();
    let (sender, receiver) = watch::channel(Progress::default());
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let context = RunContext {
        db: session.db.clone(),
        bronnen: sources
            .iter()
            .filter_map(|source| bron(config, source, today.max(peildatum)))
            .collect(),
        statline: Statline {
            bronnen: sources.iter().filter_map(statline).collect(),
            gevolgd: alle.iter().map(|bron| bron.tabel.table.to_string()).collect(),
            namen: alle.into_iter().map(|bron| bron.naam).collect(),
            opties: config.cbs.clone(),
            map: config.paths.data_dir.join("cbs"),
        },
        zaak,
        sleutel: key,
        peildatum,
        gestart_door: who.to_owned(),
        versie: env!("CARGO_PKG_VERSION").to_owned(),
        limits: BatchLimits {
            files_max: config.ggk.batch_files_max,
            bytes_max: config.ggk.batch_mb_max * 1_000_000,
        },
        stabiel: Duration::from_millis(config.ggk.stabiel_ms),
        workers: if config.ggk.workers == 0 { cores } else { config.ggk.workers },
        cancel: signals.token(),
        waarnemer: None,
        progress: sender,
    };
    (context, receiver)
}

/// The folders of CSV files, with their mappings read: a mapping that is wrong is told before anything is opened.
fn zaaksysteem(
    config: &Config,
    sources: &[Source],
    request: &Request<'_>,
) -> Result<Zaaksysteem, Failure> {
    let mut alle = Vec::new();
    for source in &config.sources {
        if let SourceKind::Zaaksysteem(found) = &source.kind {
            alle.push(ZaakBron {
                naam: source.name.clone(),
                map: found.path.clone(),
                mapping: Arc::new(read_mapping(&found.mapping)?),
                gemeente: found.gemeente,
            });
        }
    }
    let is_chosen = |bron: &&ZaakBron| sources.iter().any(|source| source.name == bron.naam);
    Ok(Zaaksysteem {
        bronnen: alle.iter().filter(is_chosen).cloned().collect(),
        alle,
        tijdzone: config.schedule.timezone,
        vandaag: clock::today(config.schedule.timezone),
        is_bevestigd: request.is_bevestigd,
    })
}

fn bron(config: &Config, source: &Source, today: NaiveDate) -> Option<Bron> {
    let SourceKind::Ggk(GgkSource { path, gemeenten }) = &source.kind else { return None };
    let mut options = LeesOpties::new(today);
    options.gemeenten = gemeenten.iter().copied().collect::<BTreeSet<_>>();
    options.grenzen = config.ggk.grenzen();
    options.bericht_bij_fout = match config.ggk.bericht_bij_fout {
        BerichtBijFout::Record => extract_ggk::BerichtBijFout::Record,
        BerichtBijFout::Bericht => extract_ggk::BerichtBijFout::Bericht,
    };
    Some(Bron { naam: source.name.clone(), map: path.clone(), opties: options })
}

fn failure(error: RunError) -> Failure {
    match error {
        RunError::Load(error) => error.into(),
        RunError::Busy(holder) => {
            let who = holder.map_or_else(String::new, |holder| {
                let run = holder.run_id.map_or_else(String::new, |run| format!(": run {run}"));
                let pid = holder.pid.map_or_else(String::new, |pid| format!(" of process {pid}"));
                let host = holder.host.unwrap_or_default();
                format!("{run}{pid} on {host} since {}", holder.sinds.format("%F %T UTC"))
            });
            let hint = "wait until it has ended; `sluis status` shows it";
            Failure::new(Exit::Busy, format!("another run is busy{who}"), hint)
        }
        error => Failure::because(Exit::Failed, error.into(), "report this as a bug, with the log"),
    }
}

fn tell(
    report: &RunReport,
    is_nothing_new: bool,
    elapsed: Duration,
    request: &Request<'_>,
) -> Result<(), Failure> {
    if request.is_json {
        print_json(report)?;
        if is_nothing_new {
            say("nothing new");
        }
        return Ok(());
    }
    let mut text = String::new();
    if !is_nothing_new || !report.tasks.is_empty() || !report.notices.is_empty() {
        text.push_str(&summary::render(report, elapsed, request.has_colour));
    }
    if is_nothing_new {
        text.push_str("nothing new\n");
    }
    print(&text)
}

/// Whether all that failed is that sources could not be read: a folder that is away, a server that does not answer.
fn is_unavailable(report: &RunReport) -> bool {
    let mut failed = report.tasks.iter().filter(|task| task.status == Status::Failed);
    let codes = [SOURCE_UNAVAILABLE, "HTTP_CONNECTION", "HTTP_TIMEOUT"];
    failed.all(|task| task.error_code.as_deref().is_some_and(|code| codes.contains(&code)))
}

fn exit(report: &RunReport, signals: &Signals) -> Exit {
    match report.status {
        Status::Partial => Exit::Partial,
        Status::Failed if is_unavailable(report) => Exit::Unavailable,
        Status::Failed => Exit::Failed,
        Status::Cancelled => signals.exit().unwrap_or(Exit::Interrupted),
        _ => Exit::Ok,
    }
}
