//! The stage that brings the CSV files of a source into landing: one file after the other, by reference date.

mod bestand;
mod odd;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use domain::{Code, Gemeentecode};
use extract_zaaksysteem::Mapping;
use load::ledger::{self, BekendBestand};
use load::zaak::Geweigerd;
use tokio::sync::mpsc;
use tokio::task::spawn_blocking;

use crate::clock;
use crate::config::hex;
use crate::job::folder::{Chunk, Overgeslagen, list_folder};
use crate::job::zaaksysteem::{EXTENSIONS, Onleesbaar, geweigerd, open};

use self::bestand::{Bestand, load_file};
use self::odd::Odd;
use super::context::RunContext;
use super::error::RunError;
use super::write::{Writer, retrying};

/// Parts of a listing that may wait.
const CHUNKS_MAX: usize = 1;

/// A folder of CSV files.
#[derive(Debug, Clone)]
pub struct ZaakBron {
    /// Name in the ledger.
    pub naam: String,
    /// The folder.
    pub map: PathBuf,
    /// How its files are read.
    pub mapping: Arc<Mapping>,
    /// Municipality of rows that name none.
    pub gemeente: Option<Gemeentecode>,
}

/// The sources of CSV files, and what they share.
#[derive(Debug, Clone)]
pub struct Zaaksysteem {
    /// Those of the run, in order.
    pub bronnen: Vec<ZaakBron>,
    /// All of the configuration, also those that `--source` left out.
    pub alle: Vec<ZaakBron>,
    /// Zone of the days on which files changed.
    pub tijdzone: Tz,
    /// Today: no delivery tells of a later day.
    pub vandaag: NaiveDate,
    /// Whether a full delivery may be much smaller than what stands (`--toch`).
    pub is_bevestigd: bool,
}

impl Zaaksysteem {
    /// Whether a source with this folder reads files of this name.
    fn kent(&self, map: &Path, naam: &str) -> bool {
        self.alle.iter().any(|bron| bron.map == map && bron.mapping.past_op(naam))
    }
}

/// A file that is to be read.
#[derive(Debug)]
struct Werk {
    naam: String,
    pad: PathBuf,
    /// The day that it tells of; the refusal when its name does not tell.
    peildatum: Result<NaiveDate, Geweigerd>,
    /// What the ledger has of it, when it is read again.
    bekend: Option<BekendBestand>,
}

impl Werk {
    /// Whether it is no longer what the ledger has of it. Of what could not be read then, that is not known.
    fn is_replaced(&self, sha256: &[u8; 32]) -> bool {
        let Some(bekend) = &self.bekend else { return false };
        let is_unknown = bekend.sha256.bytes().all(|digit| digit == b'0');
        !is_unknown && bekend.sha256 != hex(sha256)
    }
}

/// Loads the files of `bron` that the ledger does not know, the oldest delivery first.
///
/// # Errors
/// What ends the run; a file that fails alone is in the report.
pub(super) async fn load_new_csv(
    ctx: &RunContext,
    bron: &ZaakBron,
    writer: &mut Writer<'_>,
) -> Result<(), RunError> {
    if writer.is_cut_short {
        return Ok(());
    }
    let failures = writer.failures();
    let files = match find_new(ctx, bron, writer).await? {
        Ok(files) => files,
        Err(error) => return writer.source_failed(&bron.naam, &error).await,
    };
    load_files(ctx, bron, files, "csv-bestand", writer).await?;
    if writer.failures() == failures && !writer.is_cut_short {
        writer.source_done(&bron.naam).await?;
    }
    Ok(())
}

/// Reads files of `bron` again, each in place of what was loaded of it.
///
/// # Errors
/// What ends the run; a file that fails alone is in the report.
pub(super) async fn load_csv_again(
    ctx: &RunContext,
    bron: &ZaakBron,
    files: Vec<BekendBestand>,
    writer: &mut Writer<'_>,
) -> Result<(), RunError> {
    let map = bron.map.clone();
    // Without its folder every file would only seem to have gone.
    if let Err(error) = spawn_blocking(move || std::fs::read_dir(map)).await? {
        return writer.source_failed(&bron.naam, &error).await;
    }
    let files = files.into_iter().map(|file| {
        let pad = super::archief::find(&ctx.archief, &bron.map, &file);
        let changed = std::fs::symlink_metadata(&pad).and_then(|found| found.modified());
        let changed = changed.map_or_else(|_| clock::now(), DateTime::<Utc>::from);
        let peildatum = peildatum(ctx, bron, &file.naam, changed);
        Werk { naam: file.naam.clone(), pad, peildatum, bekend: Some(file) }
    });
    load_files(ctx, bron, files.collect(), "herlezen csv-bestand", writer).await
}

/// The files that the ledger does not know, by reference date and name. The inner error: the folder cannot be read.
async fn find_new(
    ctx: &RunContext,
    bron: &ZaakBron,
    writer: &mut Writer<'_>,
) -> Result<std::io::Result<Vec<Werk>>, RunError> {
    let (sender, mut chunks) = mpsc::channel::<Chunk>(CHUNKS_MAX);
    let (map, stabiel) = (bron.map.clone(), ctx.stabiel);
    let listing = spawn_blocking(move || list_folder(&map, &EXTENSIONS, stabiel, &sender));
    let mut skipped: BTreeMap<Overgeslagen, u64> = BTreeMap::new();
    let mut files = Vec::new();
    while let Some(chunk) = chunks.recv().await {
        for (reason, count) in chunk.skipped {
            *skipped.entry(reason).or_default() += count;
        }
        let (ours, others): (Vec<_>, Vec<_>) =
            chunk.files.into_iter().partition(|(file, _)| bron.mapping.past_op(base(&file.naam)));
        let strange = others.iter().filter(|(file, _)| !ctx.zaak.kent(&bron.map, base(&file.naam)));
        let strange = u64::try_from(strange.count()).unwrap_or(u64::MAX);
        if strange > 0 {
            *skipped.entry(Overgeslagen::Pattern).or_default() += strange;
        }
        let (kenmerken, paden): (Vec<_>, Vec<_>) = ours.into_iter().unzip();
        let known = retrying(async || ledger::known_files(&ctx.db, &bron.naam, &kenmerken).await);
        for ((kenmerk, pad), is_known) in kenmerken.iter().zip(paden).zip(known.await?) {
            if !is_known {
                let changed = DateTime::from_timestamp_nanos(kenmerk.gewijzigd_ns);
                let peildatum = peildatum(ctx, bron, &kenmerk.naam, changed);
                files.push(Werk { naam: kenmerk.naam.clone(), pad, peildatum, bekend: None });
            }
        }
    }
    writer.skip(&bron.naam, skipped);
    files.sort_by(|one, two| {
        let key = |file: &Werk| (file.peildatum.as_ref().ok().copied(), file.naam.clone());
        key(one).cmp(&key(two))
    });
    Ok(listing.await?.map(|()| files))
}

/// The name without the folders in front.
fn base(naam: &str) -> &str {
    naam.rsplit('/').next().unwrap_or(naam)
}

/// The day that a file tells of: by its name, else the day that it changed. Not in the future: what comes later by that
/// reckoning would never count.
fn peildatum(
    ctx: &RunContext,
    bron: &ZaakBron,
    naam: &str,
    changed: DateTime<Utc>,
) -> Result<NaiveDate, Geweigerd> {
    let told = bron.mapping.peildatum(base(naam)).map_err(|fout| geweigerd(&fout))?;
    let day = told.unwrap_or_else(|| changed.with_timezone(&ctx.zaak.tijdzone).date_naive());
    if day > ctx.zaak.vandaag.max(ctx.peildatum) {
        let plaats = format!("peildatum {day}");
        return Err(Geweigerd { regel: 0, code: Code::DeliveryOld, plaats });
    }
    Ok(day)
}

/// Loads the files one after the other, and tells at the end what was odd in them.
async fn load_files(
    ctx: &RunContext,
    bron: &ZaakBron,
    files: Vec<Werk>,
    woord: &str,
    writer: &mut Writer<'_>,
) -> Result<(), RunError> {
    let mut odd = Odd::default();
    let loaded = load_each(ctx, bron, (files, woord), (writer, &mut odd)).await;
    writer.notices.extend(odd.notices(bron));
    loaded
}

async fn load_each(
    ctx: &RunContext,
    bron: &ZaakBron,
    (files, woord): (Vec<Werk>, &str),
    (writer, odd): (&mut Writer<'_>, &mut Odd),
) -> Result<(), RunError> {
    let total = u64::try_from(files.len()).unwrap_or(u64::MAX);
    ctx.progress.send_modify(|progress| progress.files_total += total);
    for (werk, nummer) in files.into_iter().zip(1_u64..) {
        if ctx.cancel.is_cancelled() {
            writer.is_cut_short = true;
            return Ok(());
        }
        let (pad, naam) = (werk.pad.clone(), werk.naam.clone());
        let reason = match spawn_blocking(move || open(&pad, &naam)).await? {
            Err(Onleesbaar::Overgeslagen(reason)) => Some(reason),
            Ok(geopend) if werk.is_replaced(&geopend.sha256) => Some(Overgeslagen::Replaced),
            opened => {
                let bestand = Bestand::new(werk, opened);
                let eenheid = format!("{woord} {nummer}");
                load_file(ctx, bron, bestand, eenheid, (&mut *writer, &mut *odd)).await?;
                None
            }
        };
        if let Some(reason) = reason {
            writer.skip(&bron.naam, BTreeMap::from([(reason, 1)]));
        }
        ctx.progress.send_modify(|progress| progress.files += 1);
    }
    Ok(())
}
