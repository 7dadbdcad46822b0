//! The threads between reader and writer: a bounded queue of batches in, a bounded queue of encoded facts out.

use std::sync::{Arc, Mutex};
use std::thread::available_parallelism;

use sqlx::PgConnection;
use tokio::sync::mpsc::{self, Receiver, Sender};
use tokio::task::JoinSet;
use transform::Kader;

use super::encode::{Encoded, Encoder};
use super::reden::Redenen;
use crate::Error;
use crate::keten_reader::{self, Batch, Coverage};

/// More workers than this only wait for Postgres.
const WORKERS_MAX: usize = 4;

/// Batches that wait per worker: enough to keep it busy, few enough to keep memory small.
const QUEUE_PER_WORKER: usize = 2;

/// A running computation. Dropping it ends the reader and, with that, the workers.
#[derive(Debug)]
pub(super) struct Pipeline {
    results: Receiver<Result<Encoded, Error>>,
    tasks: JoinSet<Result<(), Error>>,
}

impl Pipeline {
    /// Starts reading `coverage` over `connection`, which is prepared for it, and computing within `kader`.
    pub(super) fn start(
        mut connection: PgConnection,
        coverage: Coverage,
        kader: &Arc<Kader>,
        redenen: &Arc<Redenen>,
    ) -> Self {
        let workers = available_parallelism().map_or(1, usize::from).clamp(1, WORKERS_MAX);
        let (batch_sender, batches) = mpsc::channel(workers * QUEUE_PER_WORKER);
        let (result_sender, results) = mpsc::channel(workers * QUEUE_PER_WORKER);
        let batches = Arc::new(Mutex::new(batches));
        let mut tasks = JoinSet::new();
        tasks.spawn(async move {
            // The connection ends here, and its transaction and work tables with it.
            keten_reader::stream(&mut connection, coverage, batch_sender).await
        });
        for _ in 0..workers {
            let batches = Arc::clone(&batches);
            let results = result_sender.clone();
            let encoder = Encoder::new(Arc::clone(kader), Arc::clone(redenen));
            tasks.spawn_blocking(move || {
                work(&batches, &results, encoder);
                Ok(())
            });
        }
        Self { results, tasks }
    }

    /// The facts of the next batch, in no particular order; `None` at the end.
    ///
    /// # Errors
    /// What reading or computing failed with.
    pub(super) async fn next(&mut self) -> Result<Option<Encoded>, Error> {
        if let Some(result) = self.results.recv().await {
            return result.map(Some);
        }
        while let Some(ended) = self.tasks.join_next().await {
            ended.map_err(|_| Error::WorkerLost)??;
        }
        Ok(None)
    }
}

/// Computes batches until there are none left, or nobody wants the results.
fn work(
    batches: &Mutex<Receiver<Batch>>,
    results: &Sender<Result<Encoded, Error>>,
    mut encoder: Encoder,
) {
    while let Some(batch) = take(batches) {
        if results.blocking_send(encoder.compute(&batch)).is_err() {
            break;
        }
    }
}

fn take(batches: &Mutex<Receiver<Batch>>) -> Option<Batch> {
    batches.lock().ok()?.blocking_recv()
}
