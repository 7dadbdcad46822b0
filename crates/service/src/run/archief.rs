//! The stage that keeps files after they were read, and lets go of those that were kept long enough.
//!
//! It looks at what is in the folders, not at what this run read: what a killed run left is done by the next.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

use chrono::TimeDelta;
use load::ledger;
use tokio::sync::mpsc;
use tokio::task::spawn_blocking;
use tracing::{info, warn};

use crate::clock;
use crate::config::{Archive, ArchiveMode};
use crate::job::archief::{Gedaan, Stuk, keep, older, place, remove};
use crate::job::folder::{Chunk, list_folder};
use crate::job::{ggk, zaaksysteem};

use super::context::RunContext;
use super::error::RunError;
use super::report::Notice;
use super::write::{Writer, retrying};

/// Hash of a file that could not be read.
const ONGELEZEN: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// Keeps what the ledger has of the folders. What cannot be kept stays where it is, and is told.
///
/// # Errors
/// `Load`.
pub(super) async fn archive(ctx: &RunContext, writer: &mut Writer<'_>) -> Result<(), RunError> {
    if ctx.archief.mode == ArchiveMode::Off {
        return Ok(());
    }
    let messages = ctx.bronnen.iter().map(|bron| (bron.naam.clone(), bron.map.clone()));
    let csv = ctx.zaak.bronnen.iter().map(|bron| (bron.naam.clone(), bron.map.clone()));
    for (bron, map) in messages.chain(csv) {
        let (kept, failed) = archive_source(ctx, &bron, map).await?;
        info!(source = bron, kept, failed, "kept files in the archive");
        if failed > 0 {
            writer.notices.push(Notice {
                code: "ARCHIVE_FAILED",
                source: bron.clone(),
                text: format!(
                    "{failed} files could not be kept in the archive; they stay in the folder, and the next run tries again"
                ),
            });
        }
        let_go(ctx, &bron).await?;
    }
    Ok(())
}

/// How many files were kept, and how many could not be.
async fn archive_source(
    ctx: &RunContext,
    bron: &str,
    map: PathBuf,
) -> Result<(u64, u64), RunError> {
    let (sender, mut chunks) = mpsc::channel::<Chunk>(1);
    let folder = map.clone();
    spawn_blocking(move || {
        let names = [ggk::EXTENSIONS.as_slice(), &zaaksysteem::EXTENSIONS].concat();
        let _ = list_folder(&folder, &names, core::time::Duration::ZERO, &sender);
    });
    let (mut kept, mut failed) = (0, 0);
    while let Some(chunk) = chunks.recv().await {
        if ctx.cancel.is_cancelled() {
            break;
        }
        let (marks, paths): (Vec<_>, Vec<_>) = chunk.files.into_iter().unzip();
        let hashes = retrying(async || ledger::known_hashes(&ctx.db, bron, &marks).await).await?;
        let (archief, naam) = (ctx.archief.clone(), bron.to_owned());
        let done = spawn_blocking(move || {
            let files = marks.iter().zip(paths).zip(hashes);
            let known = files.filter_map(|((mark, path), hash)| {
                let hash = hash.filter(|hash| hash != ONGELEZEN)?;
                let stuk = Stuk {
                    bron: &naam,
                    naam: &mark.naam,
                    sha256: &hash,
                    gewijzigd_ns: mark.gewijzigd_ns,
                };
                Some(keep(&archief.folder, stuk, &path, archief.mode))
            });
            let mut telling = Telling::default();
            for outcome in known {
                telling.add(outcome);
            }
            telling
        });
        let telling = done.await?;
        kept += telling.kept;
        failed += telling.changed;
        // One line for a full disk, not one for each of thousands of files.
        for (error, files) in telling.errors {
            failed += files;
            warn!(source = bron, files, "files could not be kept: {error}");
        }
    }
    Ok((kept, failed))
}

/// What became of the files of one chunk.
#[derive(Debug, Default)]
struct Telling {
    kept: u64,
    /// Not what the ledger knows any more.
    changed: u64,
    /// How many met which error.
    errors: BTreeMap<String, u64>,
}

impl Telling {
    fn add(&mut self, outcome: io::Result<Gedaan>) {
        match outcome {
            Ok(Gedaan::Bewaard) => self.kept += 1,
            Ok(Gedaan::Stond) => {}
            Ok(Gedaan::Anders) => self.changed += 1,
            Err(error) => *self.errors.entry(error.to_string()).or_default() += 1,
        }
    }
}

/// Removes what was kept long enough: by its date, and by the days on which there were runs since it was read. A clock
/// that jumps ahead makes one such day, so it removes nothing.
async fn let_go(ctx: &RunContext, bron: &str) -> Result<(), RunError> {
    let Archive { keep_days, folder, .. } = ctx.archief.clone();
    let border = TimeDelta::try_days(i64::from(keep_days))
        .and_then(|time| clock::now().date_naive().checked_sub_signed(time));
    let Some(border) = border.filter(|_| keep_days > 0) else { return Ok(()) };
    let naam = bron.to_owned();
    let found = match spawn_blocking(move || older(&folder, &naam, border)).await? {
        Ok(found) => found,
        Err(error) => {
            warn!(source = bron, "the archive cannot be read: {error}");
            return Ok(());
        }
    };
    if found.is_empty() {
        return Ok(());
    }
    let hashes: Vec<&str> = found.iter().map(|(_, hash)| hash.as_str()).collect();
    let gone = retrying(async || ledger::expired_hashes(&ctx.db, bron, &hashes, keep_days).await);
    let gone = gone.await?;
    let mut removed = 0_u64;
    for (path, _) in found.iter().filter(|(_, hash)| gone.contains(hash)) {
        match remove(path) {
            Ok(()) => removed += 1,
            Err(error) => {
                warn!(source = bron, "a file cannot be removed from the archive: {error}");
            }
        }
    }
    info!(source = bron, removed, keep_days, "let go of archived files");
    Ok(())
}

/// Where a known file is to be read again: in the archive when it is there, else in its folder.
pub(super) fn find(archief: &Archive, map: &Path, file: &ledger::BekendBestand) -> PathBuf {
    let stuk = Stuk {
        bron: &file.bron,
        naam: &file.naam,
        sha256: &file.sha256,
        gewijzigd_ns: file.gewijzigd_ns,
    };
    let kept = place(&archief.folder, stuk);
    if kept.is_file() { kept } else { map.join(&file.naam) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_error_is_told_once_with_how_many_files_met_it() {
        let mut telling = Telling::default();
        let full = || io::Error::from(io::ErrorKind::StorageFull);
        let outcomes = [
            Ok(Gedaan::Bewaard),
            Err(full()),
            Ok(Gedaan::Stond),
            Err(full()),
            Ok(Gedaan::Anders),
            Err(io::Error::from(io::ErrorKind::PermissionDenied)),
        ];
        for outcome in outcomes {
            telling.add(outcome);
        }
        assert_eq!((telling.kept, telling.changed), (1, 1));
        let errors: Vec<(&str, u64)> =
            telling.errors.iter().map(|(error, files)| (error.as_str(), *files)).collect();
        assert_eq!(errors, [("no storage space", 2), ("permission denied", 1)]);
    }
}
