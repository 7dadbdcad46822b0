//! Writes tasks, and keeps what the run will report.

use core::time::Duration;
use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use extract_ggk::Waarschuwingen;
use load::landing::{self, Batch, Bestand};
use load::ledger::{self, Failure, FinishedTask, Status, TaakSoort, Telling};
use load::slot::Slot;
use tracing::{error, info, warn};

use crate::job::folder::Overgeslagen;
use crate::job::ggk::Gelezen;

use super::context::RunContext;
use super::error::RunError;
use super::report::{NotTestable, Notice, TaskReport, Totals};
use super::spoor;

/// Code of the task that says that a source could not be read at all.
pub(crate) const SOURCE_UNAVAILABLE: &str = "SOURCE_UNAVAILABLE";

/// Waits between attempts: a deadlock is over at once, a restart of the server takes some seconds.
const WAITS: [Duration; 3] =
    [Duration::from_millis(500), Duration::from_secs(3), Duration::from_secs(10)];

/// Does `work` again when the database says that it may succeed then.
pub(crate) async fn retrying<T>(
    mut work: impl AsyncFnMut() -> Result<T, load::Error>,
) -> Result<T, load::Error> {
    for wait in WAITS {
        match work().await {
            Err(failure) if failure.is_transient() => {
                warn!(code = failure.code(), "the database is not available, trying again");
                tokio::time::sleep(wait).await;
            }
            outcome => return outcome,
        }
    }
    work().await
}

/// A task that is to be written.
#[derive(Debug)]
pub(super) struct Taak {
    pub(super) bron: String,
    pub(super) eenheid: String,
    pub(super) gestart_op: DateTime<Utc>,
}

/// Where a run may write; `None` in its place is a dry run.
#[derive(Debug, Clone, Copy)]
pub(super) struct Warehouse<'r> {
    pub(super) slot: &'r Slot,
    pub(super) run_id: i64,
}

/// The one writer of a run.
#[derive(Debug)]
pub(super) struct Writer<'r> {
    ctx: &'r RunContext,
    pub(super) warehouse: Option<Warehouse<'r>>,
    pub(super) tasks: Vec<TaskReport>,
    pub(super) totals: Totals,
    /// Rules that the publication could not judge.
    pub(super) not_testable: Vec<NotTestable>,
    /// What a person should know.
    pub(super) notices: Vec<Notice>,
    /// Whether the request to stop left anything undone.
    pub(super) is_cut_short: bool,
    /// Sources that were read to their end without a failed task.
    sources_done: usize,
    waarschuwingen: Waarschuwingen,
}

impl<'r> Writer<'r> {
    pub(super) fn new(ctx: &'r RunContext, warehouse: Option<Warehouse<'r>>) -> Self {
        Self {
            ctx,
            warehouse,
            tasks: Vec::new(),
            totals: Totals::default(),
            not_testable: Vec::new(),
            notices: Vec::new(),
            is_cut_short: false,
            sources_done: 0,
            waarschuwingen: Waarschuwingen::new(),
        }
    }

    /// Keeps what a task did for the report, and tells who watches.
    pub(super) fn add_task(&mut self, report: TaskReport) {
        if let (Some(warehouse), Some(waarnemer)) = (&self.warehouse, &self.ctx.waarnemer) {
            waarnemer.taak(warehouse.run_id, crate::clock::now(), &report);
        }
        self.tasks.push(report);
    }

    /// Number of tasks that failed so far.
    pub(super) fn failures(&self) -> usize {
        self.tasks.iter().filter(|task| task.status == Status::Failed).count()
    }

    /// Whether anything was done: a file loaded, or a source read to its end.
    pub(super) const fn has_done_anything(&self) -> bool {
        self.totals.files > 0 || self.sources_done > 0
    }

    /// Whether publishing was tried and failed.
    pub(super) fn has_failed_publication(&self) -> bool {
        let mut tasks = self.tasks.iter();
        tasks.any(|task| task.status == Status::Failed && task.source == super::publiceren::BRON)
    }

    /// Writes what was read. When the database refuses a value, the task is halved until the file is found.
    ///
    /// # Errors
    /// What ends the run.
    pub(super) async fn write(&mut self, taak: Taak, gelezen: Gelezen) -> Result<(), RunError> {
        for (warning, count) in gelezen.waarschuwingen {
            *self.waarschuwingen.entry(warning).or_default() += count;
        }
        self.skip(&taak.bron, gelezen.skipped);
        let mut pieces = vec![(taak.eenheid.clone(), gelezen.bestanden)];
        while let Some((eenheid, bestanden)) = pieces.pop() {
            if bestanden.is_empty() {
                continue;
            }
            let batch = self.batch(&taak, eenheid, bestanden).await?;
            if let Err((failure, mut batch)) = self.write_piece(batch).await {
                let half = middle(&batch.bestanden);
                if is_about_a_value(&failure) && half > 0 {
                    let second = split_off(&mut batch.bestanden, half);
                    let eenheid = batch.eenheid;
                    pieces.push((format!("{eenheid} deel 2"), second));
                    pieces.push((format!("{eenheid} deel 1"), batch.bestanden));
                } else {
                    self.task_failed(&batch, failure).await?;
                }
            }
        }
        Ok(())
    }

    async fn batch(
        &self,
        taak: &Taak,
        eenheid: String,
        bestanden: Vec<Bestand>,
    ) -> Result<Batch, RunError> {
        let (run_id, taak_id) = match &self.warehouse {
            Some(warehouse) => {
                let next = retrying(async || ledger::next_task_id(&self.ctx.db).await);
                let taak_id = next.await?;
                spoor::taak(taak_id);
                (warehouse.run_id, taak_id)
            }
            None => (0, 0),
        };
        Ok(Batch {
            taak_id,
            run_id,
            bron: taak.bron.clone(),
            eenheid,
            poging: 1,
            gestart_op: taak.gestart_op,
            bestanden,
        })
    }

    async fn write_piece(&mut self, mut batch: Batch) -> Result<(), (load::Error, Batch)> {
        // What the folder holds: the members of an archive are part of it.
        let files = batch.bestanden.iter().filter(|file| file.container.is_none()).count();
        let files = u64::try_from(files).unwrap_or(u64::MAX);
        let (taak_id, status, telling) = match &self.warehouse {
            None => {
                let telling = landing::count_batch(&batch);
                (None, status_of(&telling), telling)
            }
            Some(warehouse) => {
                let db = &self.ctx.db;
                batch.poging = 0;
                let written = retrying(async || {
                    batch.poging += 1;
                    landing::write_batch(db, warehouse.slot, &batch).await
                });
                match written.await {
                    Ok(written) => (Some(written.taak_id), written.status, written.telling),
                    Err(failure) => return Err((failure, batch)),
                }
            }
        };
        self.totals.add(&telling);
        self.totals.files += files;
        let records = u64::try_from(telling.gelezen().records).unwrap_or_default();
        self.ctx.progress.send_modify(|progress| {
            progress.files += files;
            progress.records += records;
        });
        info!(files, records, source = batch.bron, "loaded a task");
        let report = TaskReport::new(&batch.bron, &batch.eenheid, status, &telling);
        self.add_task(TaskReport { task_id: taak_id, ..report });
        Ok(())
    }

    /// Writes down that a task failed; the run goes on, unless nothing can be written any more.
    async fn task_failed(&mut self, batch: &Batch, cause: load::Error) -> Result<(), RunError> {
        let failure = Failure::from(&cause);
        error!(source = batch.bron, unit = batch.eenheid, code = failure.code, "{}", failure.text);
        let recorded =
            self.record(&batch.bron, &batch.eenheid, Some(batch.taak_id), &failure).await;
        match recorded {
            Ok(()) if is_of_the_task(&cause) => Ok(()),
            // The first failure tells more than that it could not be written down.
            _ => Err(RunError::Load(cause)),
        }
    }

    /// Writes down that a source cannot be listed; the other sources go on.
    pub(super) async fn source_failed(
        &mut self,
        bron: &str,
        cause: &std::io::Error,
    ) -> Result<(), RunError> {
        error!(source = bron, "the folder of the source cannot be read: {cause}");
        let failure = Failure {
            code: SOURCE_UNAVAILABLE.to_owned(),
            text: format!("the folder of the source cannot be read: {}", cause.kind()),
        };
        Ok(self.record(bron, "map", None, &failure).await?)
    }

    /// Writes down that a task failed.
    pub(super) async fn record(
        &mut self,
        bron: &str,
        eenheid: &str,
        taak_id: Option<i64>,
        failure: &Failure,
    ) -> Result<(), load::Error> {
        let mut report = TaskReport::failed(bron, eenheid, failure);
        if let Some(warehouse) = &self.warehouse {
            let db = &self.ctx.db;
            // Reserved before it is written: an attempt whose answer was lost is not written twice.
            let taak_id = match taak_id {
                Some(taak_id) => taak_id,
                None => retrying(async || ledger::next_task_id(db).await).await?,
            };
            spoor::taak(taak_id);
            let task = FinishedTask {
                taak_id: Some(taak_id),
                run_id: warehouse.run_id,
                bron: bron.to_owned(),
                soort: TaakSoort::Inlezen,
                eenheid: eenheid.to_owned(),
                status: Status::Failed,
                poging: 1,
                is_gepubliceerd: true,
                failure: Some(failure.clone()),
                gestart_op: crate::clock::now(),
                telling: Telling::default(),
            };
            let recorded = retrying(async || ledger::record_task(db, &task).await).await?;
            report.task_id = Some(recorded);
        }
        self.add_task(report);
        Ok(())
    }

    /// Tells what was left alone.
    pub(super) fn skip(&mut self, bron: &str, skipped: BTreeMap<Overgeslagen, u64>) {
        for (reason, count) in skipped {
            self.totals.files_skipped += count;
            warn!(source = bron, count, "left alone: {}", reason.reason());
        }
    }

    /// Writes down that a source was read to its end: what failed of it in earlier runs no longer stands.
    pub(super) async fn source_done(&mut self, bron: &str) -> Result<(), RunError> {
        self.sources_done += 1;
        if let Some(warehouse) = &self.warehouse {
            let (db, run_id) = (&self.ctx.db, warehouse.run_id);
            retrying(async || ledger::record_source(db, run_id, bron).await).await?;
        }
        self.mark_redone(TaakSoort::Inlezen, Some(bron)).await
    }

    /// Failed tasks of earlier runs no longer stand as failed.
    pub(super) async fn mark_redone(
        &self,
        soort: TaakSoort,
        bron: Option<&str>,
    ) -> Result<(), RunError> {
        if let Some(warehouse) = &self.warehouse {
            let db = &self.ctx.db;
            retrying(async || ledger::mark_redone(db, warehouse.run_id, soort, bron).await).await?;
        }
        Ok(())
    }

    /// Tells what was odd but loaded.
    pub(super) fn tell_warnings(&self) {
        for (warning, count) in &self.waarschuwingen {
            warn!(code = warning.code(), count, "odd, but loaded");
        }
    }

    /// What was odd but loaded: how often, by code.
    pub(super) fn warnings(&self) -> BTreeMap<&'static str, u32> {
        self.waarschuwingen.iter().map(|(warning, count)| (warning.code(), *count)).collect()
    }
}

/// Where to cut `files` in two: near the middle, but never between an archive and its members. 0: nowhere.
fn middle(files: &[Bestand]) -> usize {
    let is_border = |at: &usize| files.get(*at).is_some_and(|file| file.container.is_none());
    let half = files.len() / 2;
    (1..=half)
        .rev()
        .find(is_border)
        .or_else(|| (half + 1..files.len()).find(is_border))
        .unwrap_or(0)
}

/// Takes the files from `at` on; their archives are counted from there.
fn split_off(files: &mut Vec<Bestand>, at: usize) -> Vec<Bestand> {
    let mut second = files.split_off(at);
    for file in &mut second {
        file.container = file.container.map(|container| container.saturating_sub(at));
    }
    second
}

fn status_of(telling: &Telling) -> Status {
    if telling.gequarantaineerd.records > 0 { Status::Partial } else { Status::Succeeded }
}

/// Whether other tasks may go on: one of the rows is to blame, or the database was away for a while.
pub(super) fn is_of_the_task(failure: &load::Error) -> bool {
    is_about_a_value(failure) || failure.is_transient()
}

/// Whether one of the rows is to blame, not the database as a whole.
fn is_about_a_value(failure: &load::Error) -> bool {
    match failure {
        load::Error::Database(database) => database
            .sqlstate
            .as_deref()
            .is_some_and(|code| code.starts_with("22") || code.starts_with("23")),
        load::Error::Value { .. } | load::Error::CopyCount { .. } => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use domain::{Afkeuring, Code, Plaats};
    use load::landing::Lezing;
    use load::ledger::Aantal;

    use super::*;

    fn files(containers: &[Option<usize>]) -> Vec<Bestand> {
        let plaats = Plaats { regel: 1, offset: 0, pad: String::new() };
        let afkeuring = Afkeuring { code: Code::FileEmpty, plaats, regelnummer: None };
        let lezing = Lezing::Geweigerd { afkeuring, aantal: Aantal::default() };
        let file = |container: &Option<usize>| Bestand {
            bestand_id: None,
            container: *container,
            naam: String::new(),
            sha256: [0; 32],
            grootte: 0,
            gewijzigd_ns: 0,
            lezing: lezing.clone(),
        };
        containers.iter().map(file).collect()
    }

    #[test]
    fn a_cut_never_parts_an_archive_from_its_members() {
        let one = Some(1);
        for (containers, expect) in [
            (&[None, None, None, None][..], 2),
            (&[None, None, one, one], 1),
            (&[None, Some(0), Some(0), None], 3),
            (&[None, Some(0), Some(0), Some(0)], 0),
            (&[None], 0),
            (&[], 0),
        ] {
            assert_eq!(middle(&files(containers)), expect, "{containers:?}");
        }
        let mut first = files(&[None, Some(0), None, Some(2), Some(2)]);
        let second = split_off(&mut first, 2);
        let containers = |files: &[Bestand]| -> Vec<Option<usize>> {
            files.iter().map(|file| file.container).collect()
        };
        assert_eq!(containers(&first), [None, Some(0)]);
        assert_eq!(containers(&second), [None, Some(0), Some(0)]);
    }
}
