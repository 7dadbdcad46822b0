//! `sluis run`, `rerun` and `quarantine replay`: one run each, differing in what is asked of it.

use std::time::{Duration, Instant};

use chrono::{DateTime, NaiveDate, Utc};
use load::ledger::{self, Handeling, Status};

use super::args::{QuarantineReplayArguments, RerunArguments, RunArguments, Target};
use super::exit::{Exit, Failure};
use super::notitie::check_text;
use super::output::{print, print_json, say};
use super::progress;
use super::quarantine::check_known;
use super::runs::unknown_run;
use super::session::Session;
use super::signal::Signals;
use super::summary;
use crate::config::Config;
use crate::lineage::Lijn;
use crate::run::{
    BronDagen, MappingFout, MappingOorzaak, Opdracht, RerunDoel, RunError, RunReport,
    SOURCE_UNAVAILABLE, Uitvoering, UitvoeringFout, Vraag, execute,
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
    /// Why something is done again.
    reason: Option<String>,
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
            reason: None,
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
        reason: None,
        is_json: arguments.json,
        has_colour,
    };
    Box::pin(whole_run(config, order, request, signals)).await
}

/// Does tasks again.
pub(super) async fn rerun(
    config: Config,
    arguments: RerunArguments,
    who: &str,
    signals: &Signals,
    has_colour: bool,
) -> Result<Exit, Failure> {
    let RerunArguments { target, failed, source, from, to, reason, json } = arguments;
    if from.zip(to).is_some_and(|(from, to)| from > to) {
        return Err(Failure::usage("--from is after --to; nothing was done", "swap the two days"));
    }
    if let Some(reason) = &reason {
        check_text("reason", reason)?;
    }
    let target = match (target, failed, source) {
        (_, _, Some(bron)) => {
            let zone = config.schedule.timezone;
            RerunDoel::Bron(BronDagen::new(bron, from, to, zone))
        }
        (Some(Target::Run(run)), true, _) => RerunDoel::Mislukt(Some(run)),
        (Some(Target::Run(run)), false, _) => RerunDoel::Run(run),
        (Some(Target::Task(task)), ..) => RerunDoel::Taak(task),
        (None, ..) => RerunDoel::Mislukt(None),
    };
    let sources = match &target {
        RerunDoel::Bron(dagen) => vec![dagen.bron.clone()],
        _ => Vec::new(),
    };
    let order = Opdracht::Rerun(target);
    let request = Request { is_json: json, reason, sources, ..Request::of(who, has_colour) };
    Box::pin(whole_run(config, order, request, signals)).await
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
    Box::pin(whole_run(config, order, request, signals)).await
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
    Box::pin(whole_run(config, order, request, signals)).await
}

async fn whole_run(
    config: Config,
    order: Opdracht,
    request: Request<'_>,
    signals: &Signals,
) -> Result<Exit, Failure> {
    let rows = match &order {
        Opdracht::Replay { rows, .. } => rows.clone(),
        _ => None,
    };
    let vraag = Vraag {
        opdracht: order,
        bronnen: request.sources.clone(),
        peildatum: request.peildatum,
        is_bevestigd: request.is_bevestigd,
        wie: request.who.to_owned(),
    };
    let work = Uitvoering::prepare(&config, vraag)?;
    let session = Session::open(config).await?;
    let outcome = run_in(&session, work, rows.as_deref(), &request, signals).await;
    session.close_after(outcome).await
}

async fn run_in(
    session: &Session,
    work: Uitvoering,
    rows: Option<&[i64]>,
    request: &Request<'_>,
    signals: &Signals,
) -> Result<Exit, Failure> {
    if let Some(rows) = rows {
        check_known(session, rows).await?;
    }
    let (mut context, order, progress) =
        work.context(&session.config, &session.db, signals.token()).await?;
    if let Opdracht::Rerun(target) = &order {
        account(session, target, request).await?;
    }
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

/// Asks why what is published is done again, and writes it down.
async fn account(
    session: &Session,
    target: &RerunDoel,
    request: &Request<'_>,
) -> Result<(), Failure> {
    let db = &session.db;
    let (object, is_published) = match target {
        // What failed was never published.
        RerunDoel::Mislukt(_) => return Ok(()),
        RerunDoel::Run(run) => {
            (format!("run={run}"), ledger::is_published(db, Some(*run), None).await?)
        }
        RerunDoel::Taak(task) => {
            (format!("taak={task}"), ledger::is_published(db, None, Some(*task)).await?)
        }
        RerunDoel::Bron(dagen) => {
            let day = |at: Option<DateTime<Utc>>| at.map(|at| at.to_rfc3339()).unwrap_or_default();
            let (van, tot) = (day(dagen.van), day(dagen.tot));
            (format!("bron={} van={van} tot={tot}", dagen.bron), true)
        }
    };
    let Some(reason) = &request.reason else {
        if !is_published {
            return Ok(());
        }
        return Err(Failure::usage(
            "what is published is only done again for a reason; nothing was done",
            "say why: --reason \"TEXT\"",
        ));
    };
    let handeling = Handeling {
        wie: request.who,
        handeling: "rerun",
        object: &object,
        resultaat: reason,
        herkomst: "opdrachtregel",
    };
    Ok(ledger::record_audit(db, &handeling).await?)
}

impl From<UitvoeringFout> for Failure {
    fn from(fout: UitvoeringFout) -> Self {
        let hint = match fout {
            UitvoeringFout::Mapping(fout) => return fout.into(),
            UitvoeringFout::Key(error) => return error.into(),
            UitvoeringFout::Load(error) => return error.into(),
            UitvoeringFout::OnbekendeRun(run) => return unknown_run(run),
            UitvoeringFout::GeenBron(_) => "add one: config/sluis.toml has examples".to_owned(),
            UitvoeringFout::OnbekendeBron { ref bekend, .. } => format!("known sources: {bekend}"),
            UitvoeringFout::GeenMap(_) => "name a folder, not a file".to_owned(),
            UitvoeringFout::OnbekendeTaak(_) => {
                "`sluis show RUN` lists the tasks of a run".to_owned()
            }
        };
        Self::because(Exit::Usage, fout.into(), hint)
    }
}

impl From<MappingFout> for Failure {
    fn from(fout: MappingFout) -> Self {
        let hint = match &fout.source {
            MappingOorzaak::Lezen(_) => "name a mapping file; examples are in config/mappings",
            MappingOorzaak::Inhoud(_) => "docs/zaaksysteem.md explains every key of a mapping",
        };
        Self::because(Exit::Usage, fout.into(), hint)
    }
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
        error @ RunError::DiskLow { .. } => {
            let hint = "make room on that volume, or set serve.disk_factor; nothing was loaded";
            Failure::because(Exit::Failed, error.into(), hint)
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
