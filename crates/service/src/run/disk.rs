//! Is there room for what a run will load? Asked before anything is read.

use std::path::{Path, PathBuf};

use load::ledger;
use tokio::sync::mpsc;
use tokio::task::spawn_blocking;

use crate::job::folder::{Chunk, list_folder};
use crate::job::{ggk, zaaksysteem};

use super::context::RunContext;
use super::error::RunError;
use super::write::retrying;

const MB: u64 = 1_000_000;

/// Free bytes on the volume of `map`, or of the nearest folder above it that is there.
pub(crate) fn free_bytes(map: &Path) -> Option<u64> {
    let found = map.ancestors().find_map(|folder| rustix::fs::statvfs(folder).ok())?;
    Some(found.f_bavail.saturating_mul(found.f_frsize))
}

/// Refuses when the volume has less room than the new files ask for. What cannot be listed or asked is left to the run.
///
/// # Errors
/// `DiskLow`, or `Load`.
pub(super) async fn check(ctx: &RunContext) -> Result<(), RunError> {
    if ctx.schijf.factor == 0 {
        return Ok(());
    }
    let Some(free) = free_bytes(&ctx.schijf.map) else { return Ok(()) };
    // Nearly always there is room for everything in the folders, and nobody has to be asked what is new.
    let mut all = 0_u64;
    for (_, map) in folders(ctx) {
        let mut chunks = listing(map);
        while let Some(chunk) = chunks.recv().await {
            all = chunk
                .files
                .iter()
                .map(|(file, _)| bytes(file.grootte))
                .fold(all, u64::saturating_add);
        }
    }
    if all.saturating_mul(ctx.schijf.factor) <= free {
        return Ok(());
    }
    let mut new = 0_u64;
    for (bron, map) in folders(ctx) {
        let mut chunks = listing(map);
        while let Some(chunk) = chunks.recv().await {
            let files: Vec<_> = chunk.files.into_iter().map(|(file, _)| file).collect();
            let known = retrying(async || ledger::known_files(&ctx.db, bron, &files).await).await?;
            let fresh = files.iter().zip(known).filter(|(_, known)| !known);
            new = fresh.map(|(file, _)| bytes(file.grootte)).fold(new, u64::saturating_add);
        }
    }
    let needed = new.saturating_mul(ctx.schijf.factor);
    if needed <= free {
        return Ok(());
    }
    Err(RunError::DiskLow {
        map: ctx.schijf.map.clone(),
        free_mb: free / MB,
        new_mb: new.div_ceil(MB),
        needed_mb: needed.div_ceil(MB),
    })
}

fn bytes(grootte: i64) -> u64 {
    u64::try_from(grootte).unwrap_or_default()
}

/// The folders that are read, with the names of their sources.
fn folders(ctx: &RunContext) -> impl Iterator<Item = (&str, PathBuf)> {
    let messages = ctx.bronnen.iter().map(|bron| (bron.naam.as_str(), bron.map.clone()));
    let csv = ctx.zaak.bronnen.iter().map(|bron| (bron.naam.as_str(), bron.map.clone()));
    messages.chain(csv)
}

fn listing(map: PathBuf) -> mpsc::Receiver<Chunk> {
    let (sender, receiver) = mpsc::channel(1);
    // Without a wait for files that are still being written: their size is what counts.
    spawn_blocking(move || {
        let names = [ggk::EXTENSIONS.as_slice(), &zaaksysteem::EXTENSIONS].concat();
        let _ = list_folder(&map, &names, core::time::Duration::ZERO, &sender);
    });
    receiver
}
