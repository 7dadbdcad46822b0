//! `sluis runs` and `sluis show`.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use load::{Db, beheer, slot};

use super::exit::{Exit, Failure};
use super::output::{Table, coded, euros, line, print, print_json, thousands};
use super::session::Session;
use super::wire::{Run, Runs, Show, Task, Totals};

pub(super) async fn runs(
    session: &Session,
    limit: i64,
    is_json: bool,
    has_colour: bool,
) -> Result<Exit, Failure> {
    let runs = Runs { runs: read_runs(&session.db, limit, None).await? };
    if is_json {
        print_json(&runs)?;
    } else if runs.runs.is_empty() {
        print("no run yet\n")?;
    } else {
        print(&runs_table(&runs.runs, session.config.schedule.timezone, has_colour).render())?;
    }
    Ok(Exit::Ok)
}

pub(super) fn runs_table<'a>(
    runs: impl IntoIterator<Item = &'a Run>,
    zone: Tz,
    has_colour: bool,
) -> Table {
    let head = [
        "run",
        "kind",
        "started",
        "seconds",
        "status",
        "read",
        "loaded",
        "quarantined",
        "duplicate",
        "by",
    ];
    let mut table = Table::new(&head, has_colour);
    for run in runs {
        let seconds = run.ended_at.map(|end| (end - run.started_at).num_seconds().max(0));
        table.row([
            run.run_id.to_string(),
            run.kind.clone(),
            local(run.started_at, zone),
            seconds.map(thousands).unwrap_or_default(),
            run.status.clone(),
            thousands(run.read),
            thousands(run.loaded),
            thousands(run.quarantined),
            thousands(run.duplicate),
            run.started_by.clone(),
        ]);
    }
    table
}

pub(super) async fn show(
    session: &Session,
    run_id: i64,
    is_json: bool,
    has_colour: bool,
) -> Result<Exit, Failure> {
    let Some(run) = read_runs(&session.db, 1, Some(run_id)).await?.pop() else {
        return Err(unknown_run(run_id));
    };
    let tasks = beheer::list_tasks(&session.db, run_id).await?;
    let refusals = beheer::refusals_of_run(&session.db, run_id).await?;
    let show = Show {
        run_id,
        status: run.status.clone(),
        totals: Totals {
            read: run.read,
            loaded: run.loaded,
            quarantined: run.quarantined,
            duplicate: run.duplicate,
        },
        run,
        tasks: tasks.into_iter().map(Task::from).collect(),
        refusals: refusals.into_iter().map(Into::into).collect(),
    };
    if is_json {
        print_json(&show)?;
    } else {
        print(&render(&show, session.config.schedule.timezone, has_colour))?;
    }
    Ok(Exit::Ok)
}

/// The newest runs, or one. A run that stands as running although no process holds the slot has crashed; the next run
/// will write that down.
pub(super) async fn read_runs(
    db: &Db,
    limit: i64,
    run_id: Option<i64>,
) -> Result<Vec<Run>, load::Error> {
    let runs = beheer::list_runs(db, limit, run_id).await?;
    let is_running = |run: &beheer::RunRij| run.status == "running";
    if !runs.iter().any(is_running) || slot::is_busy(db).await? {
        return Ok(runs.into_iter().map(Run::from).collect());
    }
    // It may have ended between the two looks. A run ends in the ledger before it gives the slot back, so one of these
    // that stands as running now did not end.
    let seen: Vec<i64> = runs.iter().filter(|run| is_running(run)).map(|run| run.run_id).collect();
    let runs = beheer::list_runs(db, limit, run_id).await?.into_iter().map(|mut run| {
        if is_running(&run) && seen.contains(&run.run_id) {
            "failed".clone_into(&mut run.status);
            run.foutcode = Some("CRASHED".to_owned());
            run.fout = Some("the process ended before the run did".to_owned());
        }
        Run::from(run)
    });
    Ok(runs.collect())
}

/// The failure for a run number that is not in the ledger.
pub(super) fn unknown_run(run_id: i64) -> Failure {
    Failure::usage(format!("there is no run {run_id}"), "`sluis runs` lists them")
}

fn render(show: &Show, zone: Tz, has_colour: bool) -> String {
    let run = &show.run;
    let mut text = runs_table([run], zone, has_colour).render();
    line(&mut text, format_args!("\npeildatum {}, version {}", run.peildatum, run.version));
    if let Some(error) = &run.error {
        let error = coded(run.error_code.as_deref(), Some(error));
        line(&mut text, format_args!("error {error}"));
    }
    let head = [
        "task",
        "source",
        "unit",
        "status",
        "attempt",
        "read",
        "loaded",
        "quarantined",
        "duplicate",
        "euro loaded",
        "error",
    ];
    let mut tasks = Table::new(&head, has_colour);
    for task in &show.tasks {
        tasks.row([
            task.task_id.to_string(),
            task.source.clone(),
            task.unit.clone(),
            task.status.clone(),
            task.attempt.to_string(),
            thousands(task.read),
            thousands(task.loaded),
            thousands(task.quarantined),
            thousands(task.duplicate),
            euros(task.loaded_eurocent),
            coded(task.error_code.as_deref(), task.error.as_deref()),
        ]);
    }
    let mut refusals = Table::new(&["source", "code", "refusals", "records", "open"], has_colour);
    for refusal in &show.refusals {
        refusals.row([
            refusal.source.clone(),
            refusal.code.clone(),
            thousands(refusal.count),
            thousands(refusal.records),
            thousands(refusal.open),
        ]);
    }
    for table in [tasks, refusals].iter().filter(|table| !table.is_empty()) {
        text.push('\n');
        text.push_str(&table.render());
    }
    text
}

/// A moment for people: to the minute, in the zone of the schedule.
pub(super) fn local(moment: DateTime<Utc>, zone: Tz) -> String {
    moment.with_timezone(&zone).format("%Y-%m-%d %H:%M").to_string()
}
