//! The stage that brings landing to the facts.

use load::ledger::{self, Aantal, Failure, FinishedTask, Status, TaakSoort, Telling};
use load::publish::{self, Scope};
use load::slot::Slot;
use load::zaak_publish::{self, ZaakRapport};
use tracing::{error, info};

use crate::clock;

use super::context::RunContext;
use super::error::RunError;
use super::progress::Stage;
use super::report::{NotTestable, Notice, TaskReport};
use super::spoor;
use super::write::{Writer, retrying};

/// The word for the warehouse in the column of the sources.
pub(super) const BRON: &str = "dwh";

/// Publishes what waits for it; a failure is in the report, and the next run tries again.
///
/// # Errors
/// What ends the run.
pub(super) async fn publish_due(
    ctx: &RunContext,
    slot: &Slot,
    run_id: i64,
    writer: &mut Writer<'_>,
) -> Result<(), RunError> {
    let db = &ctx.db;
    if !retrying(async || publish::has_work(db, ctx.peildatum).await).await? {
        return Ok(());
    }
    ctx.progress.send_modify(|progress| progress.stage = Stage::Publiceren);
    let gestart_op = clock::now();
    let taak_id = retrying(async || ledger::next_task_id(db).await).await?;
    spoor::taak(taak_id);
    let published = retrying(async || {
        let what = (ctx.peildatum, Scope::Due);
        publish::publish_until(db, slot, what, ctx.cancel.cancelled(), |step| {
            ctx.progress.send_modify(|progress| {
                progress.chains = step.chains;
                progress.chains_total = step.chains_total;
            });
        })
        .await
    });
    let published = match published.await {
        Ok(None) => {
            info!("stopped before the facts were published; the next run publishes them");
            writer.is_cut_short = true;
            return Ok(());
        }
        Ok(Some(report)) => Ok(report),
        Err(error) => Err(error),
    };
    let chains = published.as_ref().map(|report| report.chains).unwrap_or_default();
    let records = i64::try_from(chains).unwrap_or(i64::MAX);
    let telling =
        Telling { geladen: Aantal { records, ..Aantal::default() }, ..Telling::default() };
    let rules = published.as_ref().map(|report| report.niet_toetsbaar.as_slice());
    let rules = rules.unwrap_or_default().iter();
    writer.not_testable = rules.map(|&(code, reason)| NotTestable { code, reason }).collect();
    let failure = published.as_ref().err().map(Failure::from);
    let task = FinishedTask {
        taak_id: Some(taak_id),
        run_id,
        bron: BRON.to_owned(),
        soort: TaakSoort::Publiceren,
        eenheid: "feiten".to_owned(),
        status: if failure.is_some() { Status::Failed } else { Status::Succeeded },
        poging: 1,
        is_gepubliceerd: true,
        failure: failure.clone(),
        gestart_op,
        telling,
    };
    retrying(async || ledger::record_task(db, &task).await).await?;
    let report = if let Some(failure) = &failure {
        error!(code = failure.code, "publishing failed: {}", failure.text);
        TaskReport::failed(BRON, &task.eenheid, failure)
    } else {
        writer.mark_redone(TaakSoort::Publiceren, None).await?;
        info!(chains, "published the facts");
        TaskReport::new(BRON, &task.eenheid, task.status, &telling)
    };
    writer.totals.chains = chains;
    writer.add_task(TaskReport { task_id: Some(taak_id), ..report });
    Ok(())
}

/// Publishes what CSV told of, when any of it changed; a failure is in the report, and the next run tries again.
///
/// # Errors
/// What ends the run.
pub(super) async fn publish_csv(
    ctx: &RunContext,
    slot: &Slot,
    run_id: i64,
    writer: &mut Writer<'_>,
) -> Result<(), RunError> {
    let db = &ctx.db;
    if writer.is_cut_short || !retrying(async || zaak_publish::has_work(db).await).await? {
        return Ok(());
    }
    let gestart_op = clock::now();
    let taak_id = retrying(async || ledger::next_task_id(db).await).await?;
    spoor::taak(taak_id);
    let publish = retrying(async || zaak_publish::publish(db, slot, run_id).await);
    let published = tokio::select! {
        biased;
        () = ctx.cancel.cancelled() => {
            info!("stopped before the CSV sources were published; the next run publishes them");
            writer.is_cut_short = true;
            return Ok(());
        }
        published = publish => published,
    };
    let rows = published.as_ref().map(ZaakRapport::geschreven).unwrap_or_default();
    let records = i64::try_from(rows).unwrap_or(i64::MAX);
    let telling =
        Telling { geladen: Aantal { records, ..Aantal::default() }, ..Telling::default() };
    let failure = published.as_ref().err().map(Failure::from);
    let task = FinishedTask {
        taak_id: Some(taak_id),
        run_id,
        bron: BRON.to_owned(),
        soort: TaakSoort::Publiceren,
        eenheid: "csv".to_owned(),
        status: if failure.is_some() { Status::Failed } else { Status::Succeeded },
        poging: 1,
        is_gepubliceerd: true,
        failure: failure.clone(),
        gestart_op,
        telling,
    };
    retrying(async || ledger::record_task(db, &task).await).await?;
    let report = if let Some(failure) = &failure {
        error!(code = failure.code, "publishing the CSV sources failed: {}", failure.text);
        TaskReport::failed(BRON, &task.eenheid, failure)
    } else {
        info!(rows, "published the CSV sources");
        TaskReport::new(BRON, &task.eenheid, task.status, &telling)
    };
    if let Ok(ZaakRapport { tarieven_buiten_lijst: count @ 1.., .. }) = &published {
        writer.notices.push(Notice {
            code: "TARIEF_BUITEN_LIJST",
            source: BRON.to_owned(),
            text: format!(
                "{count} tarieven staan alleen in landing: geen productcode, eenheid of gemeente, een andere wet, of \
                 een code buiten haar lijst"
            ),
        });
    }
    writer.add_task(TaskReport { task_id: Some(taak_id), ..report });
    Ok(())
}
