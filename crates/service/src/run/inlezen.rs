//! The stage that brings files into landing: list, divide, read on all cores, write one task after the other.

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::Pseudoniemsleutel;
use extract_ggk::LeesOpties;
use load::ledger::{self, BekendBestand, FileSet};
use tokio::sync::mpsc;
use tokio::task::{JoinHandle, spawn_blocking};
use tracing::Instrument;

use crate::clock;
use crate::job::folder::{Chunk, Overgeslagen, list_folder};
use crate::job::ggk::{Divider, EXTENSIONS, Gelezen, Herlees, Werk, read_batch};

use super::archief;
use super::context::{Bron, RunContext};
use super::error::RunError;
use super::spoor;
use super::write::{Taak, Writer, retrying};
use super::zaaksysteem::load_csv_again;

/// Chunks of a listing that may wait: one to compare with the ledger, one to come.
const CHUNKS_MAX: usize = 1;
/// Files that a rerun asks the ledger for at once.
const PAGE_ROWS: i64 = 10_000;

/// A task that is being read.
type Leestaak = (Taak, JoinHandle<Gelezen>);

/// Loads the files of `bron` that the ledger does not know.
///
/// # Errors
/// What ends the run; a task that fails alone is in the report.
pub(super) async fn read_new_files(
    ctx: &RunContext,
    bron: &Bron,
    writer: &mut Writer<'_>,
) -> Result<(), RunError> {
    let failures = writer.failures();
    let (sender, receiver) = mpsc::channel(queue_tasks_max(ctx));
    let mut feeder = Feeder::new(ctx, bron, "bestanden", sender);
    let list = async {
        let listed = feed_new(&mut feeder).await;
        // The writer ends with the queue, also when listing failed half-way.
        feeder.sender = None;
        listed
    };
    let (listed, written) = tokio::join!(list, write_all(ctx, writer, receiver));
    written?;
    writer.is_cut_short |= feeder.is_cut_short;
    match listed? {
        Ok(skipped) => writer.skip(&bron.naam, skipped),
        Err(error) => writer.source_failed(&bron.naam, &error).await?,
    }
    if writer.failures() == failures && !writer.is_cut_short {
        writer.source_done(&bron.naam).await?;
    }
    Ok(())
}

/// Reads the files of `set` again, each in place of what was loaded of it.
///
/// # Errors
/// What ends the run; a task that fails alone is in the report.
pub(super) async fn read_files_again(
    ctx: &RunContext,
    set: &FileSet,
    writer: &mut Writer<'_>,
) -> Result<(), RunError> {
    let mut after = i64::MIN;
    loop {
        let page = retrying(async || ledger::page_of_files(&ctx.db, set, after, PAGE_ROWS).await);
        let mut page = page.await?;
        let Some(last) = page.last() else { return Ok(()) };
        after = last.bestand_id;
        // Who lost from one of these files must be judged again after it.
        let numbers: Vec<i64> = page.iter().map(|file| file.bestand_id).collect();
        page.extend(retrying(async || ledger::rivals(&ctx.db, &numbers).await).await?);
        let mut per_bron: BTreeMap<String, Vec<BekendBestand>> = BTreeMap::new();
        for file in page {
            per_bron.entry(file.bron.clone()).or_default().push(file);
        }
        for (naam, files) in per_bron {
            let messages = ctx.bronnen.iter().find(|bron| bron.naam == naam);
            let csv = ctx.zaak.bronnen.iter().find(|bron| bron.naam == naam);
            match (messages, csv) {
                (Some(bron), _) => {
                    let span = spoor::bron(&naam);
                    read_page_again(ctx, bron, files, writer).instrument(span).await?;
                }
                (None, Some(bron)) => {
                    let again = Box::pin(load_csv_again(ctx, bron, files, writer));
                    again.instrument(spoor::bron(&naam)).await?;
                }
                (None, None) => {
                    writer.skip(&naam, skipped(Overgeslagen::SourceUnknown, files.len()));
                }
            }
        }
        if writer.is_cut_short {
            return Ok(());
        }
    }
}

fn skipped(reason: Overgeslagen, files: usize) -> BTreeMap<Overgeslagen, u64> {
    BTreeMap::from([(reason, u64::try_from(files).unwrap_or(u64::MAX))])
}

async fn read_page_again(
    ctx: &RunContext,
    bron: &Bron,
    files: Vec<BekendBestand>,
    writer: &mut Writer<'_>,
) -> Result<(), RunError> {
    // Without its folder every file would only seem to have gone.
    let map = bron.map.clone();
    if let Err(error) = spawn_blocking(move || std::fs::read_dir(map)).await? {
        return writer.source_failed(&bron.naam, &error).await;
    }
    let (archief, map) = (ctx.archief.clone(), bron.map.clone());
    let places = spawn_blocking(move || {
        let find = |file: BekendBestand| (archief::find(&archief, &map, &file), file);
        files.into_iter().map(find).collect::<Vec<_>>()
    });
    let files = places.await?;
    let (sender, receiver) = mpsc::channel(queue_tasks_max(ctx));
    let mut feeder = Feeder::new(ctx, bron, "herlezen bestanden", sender);
    let feed = async {
        for (pad, file) in files {
            let werk = Werk {
                pad,
                naam: file.naam,
                grootte: u64::try_from(file.grootte).unwrap_or_default(),
                herlees: Some(Herlees { bestand_id: file.bestand_id, sha256: file.sha256 }),
            };
            feeder.push(werk).await;
        }
        feeder.finish().await;
    };
    let ((), written) = tokio::join!(feed, write_all(ctx, writer, receiver));
    writer.is_cut_short |= feeder.is_cut_short;
    written
}

/// One task waits for every reader; the others are being read. More would only cost memory.
fn queue_tasks_max(ctx: &RunContext) -> usize {
    ctx.workers.saturating_sub(1).max(1)
}

/// Hands tasks to the readers; the queue holds it back when they, or the writer, cannot keep up.
struct Feeder<'r> {
    ctx: &'r RunContext,
    bron: &'r Bron,
    woord: &'static str,
    opties: Arc<(LeesOpties, Pseudoniemsleutel)>,
    divider: Divider,
    files: usize,
    sender: Option<mpsc::Sender<Leestaak>>,
    /// Whether the request to stop left files behind.
    is_cut_short: bool,
}

impl<'r> Feeder<'r> {
    fn new(
        ctx: &'r RunContext,
        bron: &'r Bron,
        woord: &'static str,
        sender: mpsc::Sender<Leestaak>,
    ) -> Self {
        let opties = Arc::new((bron.opties.clone(), ctx.sleutel.clone()));
        let divider = Divider::new(ctx.limits);
        Self {
            ctx,
            bron,
            woord,
            opties,
            divider,
            files: 0,
            sender: Some(sender),
            is_cut_short: false,
        }
    }

    /// Whether anybody still wants files.
    fn is_wanted(&self) -> bool {
        self.sender.is_some() && !self.ctx.cancel.is_cancelled()
    }

    async fn push(&mut self, werk: Werk) {
        self.ctx.progress.send_modify(|progress| progress.files_total += 1);
        if let Some(files) = self.divider.push(werk) {
            self.start(files).await;
        }
    }

    /// Starts the last task and ends the queue.
    async fn finish(&mut self) {
        if let Some(files) = self.divider.take() {
            self.start(files).await;
        }
        self.sender = None;
    }

    async fn start(&mut self, files: Vec<Werk>) {
        if !self.is_wanted() {
            self.is_cut_short |= self.ctx.cancel.is_cancelled();
            self.sender = None;
            return;
        }
        let Some(sender) = &self.sender else { return };
        // A place in the queue first: no more tasks are read than there are places.
        let Ok(place) = sender.reserve().await else {
            self.sender = None;
            return;
        };
        let from = self.files + 1;
        self.files += files.len();
        let eenheid = match files.as_slice() {
            [_] => format!("{} {from}", self.woord),
            _ => format!("{} {from}-{}", self.woord, self.files),
        };
        let taak = Taak { bron: self.bron.naam.clone(), eenheid, gestart_op: clock::now() };
        let opties = Arc::clone(&self.opties);
        place.send((taak, spawn_blocking(move || read_batch(files, &opties.0, &opties.1))));
    }
}

type Skipped = BTreeMap<Overgeslagen, u64>;

/// Lists the folder and hands on what the ledger does not know. The inner error: the folder cannot be read.
async fn feed_new(feeder: &mut Feeder<'_>) -> Result<std::io::Result<Skipped>, RunError> {
    let (sender, mut chunks) = mpsc::channel::<Chunk>(CHUNKS_MAX);
    let map = feeder.bron.map.clone();
    let stabiel = feeder.ctx.stabiel;
    let listing = spawn_blocking(move || list_folder(&map, &EXTENSIONS, stabiel, &sender));
    let mut skipped = Skipped::new();
    let (db, bron) = (&feeder.ctx.db, &feeder.bron.naam);
    // A listing names every file once, so what this run writes itself cannot make a later file known.
    let has_files = retrying(async || ledger::has_files(db, bron).await).await?;
    let cancel = feeder.ctx.cancel.clone();
    loop {
        // A listing may wait for files that are being written: a request to stop does not wait with it.
        let chunk = tokio::select! {
            biased;
            () = cancel.cancelled() => {
                feeder.is_cut_short = true;
                break;
            }
            chunk = chunks.recv() => chunk,
        };
        let Some(chunk) = chunk else { break };
        if !feeder.is_wanted() {
            feeder.is_cut_short |= feeder.ctx.cancel.is_cancelled();
            break;
        }
        for (reason, count) in chunk.skipped {
            *skipped.entry(reason).or_default() += count;
        }
        let (kenmerken, paden): (Vec<_>, Vec<_>) = chunk.files.into_iter().unzip();
        let known = if has_files {
            retrying(async || ledger::known_files(db, bron, &kenmerken).await).await?
        } else {
            vec![false; kenmerken.len()]
        };
        let files = kenmerken.into_iter().zip(paden).zip(known);
        for ((kenmerk, pad), _) in files.filter(|(_, known)| !known) {
            let grootte = u64::try_from(kenmerk.grootte).unwrap_or_default();
            feeder.push(Werk { naam: kenmerk.naam, pad, grootte, herlees: None }).await;
        }
    }
    drop(chunks);
    feeder.finish().await;
    let listed = listing.await?;
    Ok(listed.map(|()| skipped))
}

/// Writes the tasks in their order. When it ends early, the queue ends with it.
async fn write_all(
    ctx: &RunContext,
    writer: &mut Writer<'_>,
    mut tasks: mpsc::Receiver<Leestaak>,
) -> Result<(), RunError> {
    while let Some((taak, reading)) = tasks.recv().await {
        let gelezen = reading.await?;
        // What was read but not begun to be written is left for the next run.
        if ctx.cancel.is_cancelled() {
            writer.is_cut_short = true;
        } else {
            writer.write(taak, gelezen).await?;
        }
    }
    Ok(())
}
