//! Events of `OpenLineage`: that a run began, what each task brought, how it ended.
//!
//! A run tells a [`Lijn`] through [`Waarnemer`]; the events go into a bounded queue, and one task of the runtime writes
//! them to a file or posts them. What does not fit in the queue is dropped and counted: a slow or dead receiver never
//! holds up a run, and never fails it.

mod bestemming;
mod gebeurtenis;

use core::time::Duration;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, Utc};
use load::Db;
use load::ledger::Status;
use load::signaal as opslag;
use serde_json::Value;
use tokio::sync::mpsc::{self, Sender};
use tokio::task::JoinHandle;
use tracing::warn;

use crate::config::{Config, SourceKind};
use crate::run::{RunBegin, RunEinde, TaskReport, Waarnemer};

use bestemming::Bestemming;
use gebeurtenis::{Begin, Boek, DWH, Uitvoer};

/// Events that may wait. A run has a few, one for each task.
const WACHTRIJ_MAX: usize = 256;

/// Tells of runs.
#[derive(Debug)]
pub struct Lijn {
    boek: Boek,
    /// What each run that is busy wrote so far.
    runs: Mutex<BTreeMap<i64, Begin>>,
    queue: Sender<Value>,
    gevallen: AtomicU64,
}

/// The task that writes the events.
#[derive(Debug)]
pub struct Schrijver(JoinHandle<()>);

impl Lijn {
    /// Starts writing to where the configuration says; `None` when it says nothing.
    ///
    /// # Errors
    /// When the warehouse cannot tell its id and columns, or no HTTP client can be made.
    pub async fn start(config: &Config, db: &Db) -> anyhow::Result<Option<(Arc<Self>, Schrijver)>> {
        let lineage = &config.lineage;
        if lineage.file.is_none() && lineage.url.is_none() {
            return Ok(None);
        }
        let bestemming = Bestemming::new(lineage)?;
        let soorten = config
            .sources
            .iter()
            .map(|source| (source.name.clone(), matches!(source.kind, SourceKind::Cbs(_))));
        let boek = Boek::new(
            lineage.namespace.clone(),
            opslag::omgeving(db).await?,
            soorten.collect(),
            opslag::kolommen(db, &DWH).await?,
        );
        let (queue, events) = mpsc::channel(WACHTRIJ_MAX);
        let writer = tokio::spawn(bestemming.schrijf(events));
        let lijn = Self { boek, runs: Mutex::default(), queue, gevallen: AtomicU64::new(0) };
        Ok(Some((Arc::new(lijn), Schrijver(writer))))
    }

    /// As [`Lijn::start`]; what makes it impossible is told, and holds up nothing.
    pub async fn of(config: &Config, db: &Db) -> Option<(Arc<Self>, Schrijver)> {
        match Self::start(config, db).await {
            Ok(started) => started,
            Err(error) => {
                warn!("no lineage events: {error:#}");
                None
            }
        }
    }

    /// Events that were dropped so far.
    pub fn gevallen(&self) -> u64 {
        self.gevallen.load(Ordering::Relaxed)
    }

    fn tell(&self, event: Value) {
        if self.queue.try_send(event).is_err() {
            let dropped = self.gevallen.fetch_add(1, Ordering::Relaxed).saturating_add(1);
            // Once when it begins; the end of a run tells how many.
            if dropped == 1 {
                warn!("lineage cannot keep up: events are dropped");
            }
        }
    }

    fn with<T>(&self, work: impl FnOnce(&mut BTreeMap<i64, Begin>) -> T) -> T {
        work(&mut self.runs.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Waarnemer for Lijn {
    fn begonnen(&self, run: RunBegin) {
        let begin = Begin::new(run);
        self.tell(self.boek.start(&begin));
        self.with(|runs| runs.insert(begin.run_id, begin));
    }

    fn taak(&self, run_id: i64, op: DateTime<Utc>, taak: &TaskReport) {
        let uitvoer = Uitvoer::of(taak);
        let event = self.with(|runs| {
            let begin = runs.get_mut(&run_id)?;
            begin.add(&uitvoer);
            Some(self.boek.running(begin, op, &uitvoer))
        });
        // A run that was not announced here has no place to tell of.
        if let Some(event) = event {
            self.tell(event);
        }
    }

    fn klaar(&self, run: RunEinde) {
        let Some(begin) = self.with(|runs| runs.remove(&run.run_id)) else { return };
        let kind = match run.status {
            Status::Failed => "FAIL",
            Status::Cancelled => "ABORT",
            _ => "COMPLETE",
        };
        self.tell(self.boek.einde(kind, &begin, &run));
        let dropped = self.gevallen();
        if dropped > 0 {
            warn!(dropped, "lineage events were dropped since the start of this process");
        }
    }
}

impl Schrijver {
    /// Waits until all that was told is written, but no longer than `max`. Everybody who tells must have gone.
    pub async fn wacht(self, max: Duration) {
        let abort = self.0.abort_handle();
        if tokio::time::timeout(max, self.0).await.is_err() {
            abort.abort();
            warn!("lineage events were left behind: their receiver is too slow");
        }
    }
}

#[cfg(test)]
mod tests;
