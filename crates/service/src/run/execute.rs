//! The stages of a run, in order, and how it ends.

use load::landing;
use load::ledger::{self, Failure, NewRun, RunSoort, Status};
use load::publish;
use load::slot::Slot;
use tracing::{Instrument, info, warn};

use crate::clock;

use super::archief::archive;
use super::context::{Opdracht, RerunDoel, RunContext};
use super::disk;
use super::error::RunError;
use super::inlezen::{read_files_again, read_new_files};
use super::progress::Stage;
use super::publiceren::{BRON, publish_csv, publish_due};
use super::report::{RunReport, Totals};
use super::spoor;
use super::statline::{Wens, load_tables};
use super::waarnemer::{RunBegin, RunEinde};
use super::write::{Warehouse, Writer, retrying};
use super::zaaksysteem::load_new_csv;

/// Does one run. Takes its context, so that the channel of its progress ends with it.
///
/// A task that fails is in the report and in the ledger, and the run goes on. Doing any run again changes nothing.
///
/// # Errors
/// `Busy` when another run has the slot; else what made it impossible to go on. The ledger then says failed.
pub async fn execute(ctx: RunContext, opdracht: Opdracht) -> Result<RunReport, RunError> {
    let (ctx, opdracht) = (&ctx, &opdracht);
    // Another key would make every person appear twice: before anything is read.
    ledger::check_key(&ctx.db, &ctx.sleutel.id()).await?;
    if *opdracht == Opdracht::DryRun {
        return dry_run(ctx).await;
    }
    let Some(slot) = Slot::take(&ctx.db).await? else {
        return Err(RunError::Busy(Slot::holder(&ctx.db).await?));
    };
    let outcome = tokio::select! {
        biased;
        outcome = run_with_slot(ctx, opdracht, &slot) => outcome,
        silent = slot.watch() => {
            // Nothing can be written down or given back: the server frees the slot when it misses us.
            ctx.progress.send_modify(|progress| progress.stage = Stage::Done);
            return Err(silent.into());
        }
    };
    if let Err(error) = slot.release().await {
        warn!(code = error.code(), "the slot could not be given back; the server will free it");
    }
    ctx.progress.send_modify(|progress| progress.stage = Stage::Done);
    outcome
}

async fn dry_run(ctx: &RunContext) -> Result<RunReport, RunError> {
    let mut writer = Writer::new(ctx, None);
    ctx.progress.send_modify(|progress| progress.stage = Stage::Inlezen);
    for bron in &ctx.bronnen {
        read_new_files(ctx, bron, &mut writer).await?;
    }
    for bron in &ctx.zaak.bronnen {
        Box::pin(load_new_csv(ctx, bron, &mut writer)).await?;
    }
    Box::pin(load_tables(ctx, &Wens::Alles, &mut writer)).await?;
    ctx.progress.send_modify(|progress| progress.stage = Stage::Done);
    Ok(report(None, writer))
}

async fn run_with_slot(
    ctx: &RunContext,
    opdracht: &Opdracht,
    slot: &Slot,
) -> Result<RunReport, RunError> {
    ledger::store_key(&ctx.db, &ctx.sleutel.id()).await?;
    let crashed = ledger::fail_crashed_runs(&ctx.db, slot).await?;
    if crashed > 0 {
        warn!(
            crashed,
            "an earlier run ended before its work was done; this run goes on from there"
        );
    }
    let (soort, rerun_van) = match opdracht {
        Opdracht::Run | Opdracht::DryRun | Opdracht::Backfill { .. } => (RunSoort::Run, None),
        Opdracht::Replay { .. } => (RunSoort::Replay, None),
        Opdracht::Rerun(RerunDoel::Run(run_id)) => (RunSoort::Rerun, Some(*run_id)),
        Opdracht::Rerun(RerunDoel::Mislukt(run_id)) => (RunSoort::Rerun, *run_id),
        Opdracht::Rerun(RerunDoel::Taak(_) | RerunDoel::Bron(_)) => (RunSoort::Rerun, None),
    };
    let run = NewRun {
        soort,
        gestart_door: &ctx.gestart_door,
        versie: &ctx.versie,
        peildatum: ctx.peildatum,
        rerun_van,
    };
    let run_id = ledger::start_run(&ctx.db, slot, &run).await?;
    ctx.progress.send_modify(|progress| progress.run_id = Some(run_id));
    do_run(ctx, opdracht, slot, (run_id, soort)).instrument(spoor::run(run_id)).await
}

/// The work of a run that is in the ledger, and its end there.
async fn do_run(
    ctx: &RunContext,
    opdracht: &Opdracht,
    slot: &Slot,
    (run_id, soort): (i64, RunSoort),
) -> Result<RunReport, RunError> {
    info!(kind = soort.code(), "the run begins");
    if let Some(waarnemer) = &ctx.waarnemer {
        let bronnen = ctx.names();
        waarnemer.begonnen(RunBegin { run_id, soort, bronnen, op: clock::now() });
    }
    let tell_end = |status: Status, failure: Option<Failure>, totals: Totals| {
        info!(status = status.code(), "the run has ended");
        if let Some(waarnemer) = &ctx.waarnemer {
            waarnemer.klaar(RunEinde { run_id, status, failure, totals, op: clock::now() });
        }
    };
    let mut writer = Writer::new(ctx, Some(Warehouse { slot, run_id }));
    match do_stages(ctx, opdracht, slot, run_id, &mut writer).await {
        Ok(()) => {
            let report = report(Some(run_id), writer);
            let first = report.tasks.iter().find(|task| task.status == Status::Failed);
            let failure = first.map(|task| Failure {
                code: task.error_code.clone().unwrap_or_default(),
                text: task.error.clone().unwrap_or_default(),
            });
            let failure = failure.filter(|_| report.status == Status::Failed);
            let finish =
                async || ledger::finish_run(&ctx.db, run_id, report.status, failure.as_ref()).await;
            retrying(finish).await?;
            tell_end(report.status, failure, report.totals);
            Ok(report)
        }
        Err(error) => {
            let failure = Failure { code: error.code().to_owned(), text: error.to_string() };
            // When this fails too, the next run marks the run as crashed.
            if ledger::finish_run(&ctx.db, run_id, Status::Failed, Some(&failure)).await.is_err() {
                warn!("the end of the run could not be written to the ledger");
            }
            tell_end(Status::Failed, Some(failure), writer.totals);
            Err(error)
        }
    }
}

async fn do_stages(
    ctx: &RunContext,
    opdracht: &Opdracht,
    slot: &Slot,
    run_id: i64,
    writer: &mut Writer<'_>,
) -> Result<(), RunError> {
    if *opdracht == Opdracht::Run {
        disk::check(ctx).await?;
    }
    // A backfill is about one table: the messages wait for their own run.
    if !matches!(opdracht, Opdracht::Backfill { .. }) {
        do_messages(ctx, opdracht, slot, run_id, writer).await?;
    }
    // After the facts of the messages: a slow or dead CBS may hold up comparison figures, not the figures themselves.
    let wens = tables_of(ctx, opdracht).await?;
    // On the heap: a run holds many futures around it.
    Box::pin(load_tables(ctx, &wens, writer)).await?;
    if *opdracht == Opdracht::Run && !ctx.cancel.is_cancelled() {
        Box::pin(archive(ctx, writer)).await?;
    }
    Ok(())
}

/// Which tables of `StatLine` are to be looked at.
async fn tables_of<'o>(ctx: &RunContext, opdracht: &'o Opdracht) -> Result<Wens<'o>, RunError> {
    let db = &ctx.db;
    Ok(match opdracht {
        Opdracht::Run | Opdracht::DryRun => Wens::Alles,
        Opdracht::Replay { .. } => Wens::Veranderd(Vec::new()),
        Opdracht::Rerun(RerunDoel::Mislukt(run_id)) => {
            Wens::Veranderd(ledger::failed_sources(db, *run_id, None).await?)
        }
        Opdracht::Rerun(RerunDoel::Run(run_id)) => {
            Wens::Opnieuw(ledger::task_sources(db, Some(*run_id), None).await?)
        }
        Opdracht::Rerun(RerunDoel::Taak(taak_id)) => {
            Wens::Opnieuw(ledger::task_sources(db, None, Some(*taak_id)).await?)
        }
        Opdracht::Rerun(RerunDoel::Bron(dagen)) => Wens::Opnieuw(vec![dagen.bron.clone()]),
        Opdracht::Backfill { bron, van, tot } => Wens::Aanvulling { bron, van, tot },
    })
}

async fn do_messages(
    ctx: &RunContext,
    opdracht: &Opdracht,
    slot: &Slot,
    run_id: i64,
    writer: &mut Writer<'_>,
) -> Result<(), RunError> {
    ctx.progress.send_modify(|progress| progress.stage = Stage::Inlezen);
    if let Some(set) = opdracht.files() {
        read_files_again(ctx, &set, writer).await?;
    }
    let bronnen: Option<Vec<String>> = match opdracht {
        Opdracht::Run => None,
        Opdracht::DryRun | Opdracht::Replay { .. } | Opdracht::Backfill { .. } => Some(Vec::new()),
        // The files of a failed task are not in the ledger: they are new files of its source.
        Opdracht::Rerun(RerunDoel::Run(run_id)) => {
            Some(ledger::failed_sources(&ctx.db, Some(*run_id), None).await?)
        }
        Opdracht::Rerun(RerunDoel::Taak(taak_id)) => {
            Some(ledger::failed_sources(&ctx.db, None, Some(*taak_id)).await?)
        }
        Opdracht::Rerun(RerunDoel::Mislukt(run_id)) => {
            Some(ledger::failed_sources(&ctx.db, *run_id, None).await?)
        }
        Opdracht::Rerun(RerunDoel::Bron(dagen)) => {
            let failed = ledger::failed_sources(&ctx.db, None, None).await?;
            Some(failed.into_iter().filter(|naam| *naam == dagen.bron).collect())
        }
    };
    for bron in &ctx.bronnen {
        if bronnen.as_ref().is_none_or(|namen| namen.contains(&bron.naam)) {
            read_new_files(ctx, bron, writer).instrument(spoor::bron(&bron.naam)).await?;
        }
    }
    for bron in &ctx.zaak.bronnen {
        if bronnen.as_ref().is_none_or(|namen| namen.contains(&bron.naam)) {
            // On the heap: a run holds many futures around it.
            let load = Box::pin(load_new_csv(ctx, bron, writer));
            load.instrument(spoor::bron(&bron.naam)).await?;
        }
    }
    writer.tell_warnings();
    if writer.is_cut_short {
        return Ok(());
    }
    if ctx.cancel.is_cancelled() {
        let has_work = retrying(async || publish::has_work(&ctx.db, ctx.peildatum).await).await?;
        writer.is_cut_short = has_work;
        return Ok(());
    }
    ctx.progress.send_modify(|progress| progress.stage = Stage::Indexeren);
    retrying(async || landing::ensure_indexes(&ctx.db, slot).await).await?;
    // Before the chains: rules judge by the tariffs that CSV brought.
    publish_csv(ctx, slot, run_id, writer).instrument(spoor::bron(BRON)).await?;
    publish_due(ctx, slot, run_id, writer).instrument(spoor::bron(BRON)).await
}

fn report(run_id: Option<i64>, writer: Writer<'_>) -> RunReport {
    let has = |status| writer.tasks.iter().any(|task| task.status == status);
    let is_published = !writer.has_failed_publication();
    let status = match () {
        () if writer.is_cut_short => Status::Cancelled,
        () if has(Status::Failed) && !(is_published && writer.has_done_anything()) => {
            Status::Failed
        }
        () if has(Status::Failed) || has(Status::Partial) => Status::Partial,
        () => Status::Succeeded,
    };
    let warnings = writer.warnings();
    RunReport {
        run_id,
        status,
        totals: writer.totals,
        tasks: writer.tasks,
        warnings,
        rules_not_testable: writer.not_testable,
        notices: writer.notices,
    }
}
