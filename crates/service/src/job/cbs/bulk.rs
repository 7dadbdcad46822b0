//! A table from the file with all of it: one download instead of very many pages, for a first load.
//!
//! No such file was ever recorded, so whatever is odd about it refuses the table, with the words that lead back to pages.
//! A run that stops begins anew: the file is kept by nobody.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Seek, Write};
use std::path::Path;
use std::sync::Arc;

use extract_cbs::{Bron, Bulkbestand, Deel, Error, Pagina, Plan};
use load::statline::Trek;
use tokio::sync::{mpsc, watch};
use tokio::task::spawn_blocking;
use tracing::{info, warn};

use crate::run::Progress;

use super::trek::{Omgeving, Voorbereid};
use super::uitval::Uitval;
use super::werker::{Gehaald, Gelezen, bewaar};

/// Number of the only part. That of a pull by pages is 0: neither goes on with what the other left behind.
const DEEL: u32 = 1;

/// Downloads of one pull: the second when the first broke off.
const DOWNLOADS_MAX: u32 = 2;

/// Name of the file in the moment that it has one.
const NAAM: &str = "bulk.zip";

const MB: u64 = 1 << 20;

/// A plan with the file as its only part.
pub(super) fn plan(adres: &str, rijen: u64, waarschuwingen: Vec<String>) -> Plan {
    let deel = Deel { nummer: DEEL, adres: adres.to_owned(), rijen };
    Plan { delen: vec![deel], rijen, waarschuwingen }
}

/// Fetches the file and stores its rows of the selection, as pages of the one part of [`plan`].
///
/// # Errors
/// Whatever is wrong with the file, with what to do about it; `Stop` when asked to. What was stored is of no use then.
pub(super) async fn haal(
    om: &Omgeving<'_>,
    (bron, adres): (&Bron, &str),
    voorbereid: &Arc<Voorbereid>,
    trek: &mut Trek,
) -> Result<Gehaald, Uitval> {
    let file = tokio::select! {
        biased;
        () = om.cancel.cancelled() => return Err(Uitval::Stop),
        file = download(om, bron, adres) => file.map_err(|error| met_raad(&error))?,
    };
    let (sender, receiver) = mpsc::channel(1);
    let (of, naam) = (Arc::clone(voorbereid), adres.to_owned());
    let reader = spawn_blocking(move || lees(file, &naam, &of, &sender));
    let outcome = schrijf(om, adres, voorbereid.plan.rijen, receiver, trek).await;
    reader.await?;
    outcome
}

/// The failure with the way back to pages. Never one that waits for another try: the file is fetched as a whole.
fn met_raad(error: &Error) -> Error {
    let raise = if error.code() == "BODY_TOO_LARGE" { "raise cbs.bulk_mb_max, or " } else { "" };
    let what = format!(
        "the file of the whole table: {error}; {raise}set bulk = false in its source to load it by pages"
    );
    Error::new(error.code(), what, "")
}

async fn download(om: &Omgeving<'_>, bron: &Bron, adres: &str) -> Result<File, Error> {
    let client = bron.client();
    let mut attempt = 1;
    loop {
        let map = om.map.to_path_buf();
        let file = match spawn_blocking(move || tijdelijk(&map)).await {
            Ok(file) => file.map_err(|error| geen_plaats(om.map, &error))?,
            Err(_) => return Err(geen_plaats(om.map, &io::Error::other("interrupted"))),
        };
        let mut ontvanger = Ontvanger::new(file, om.progress);
        info!(address = adres, attempt, "fetching the file of a whole table");
        match client.download(adres, om.bulk_bytes_max, &mut ontvanger).await {
            Ok(bytes) => {
                info!(bytes, "the file is there");
                return ontvanger.klaar().map_err(|error| geen_plaats(om.map, &error));
            }
            Err(error) if error.is_transient() && attempt < DOWNLOADS_MAX => {
                warn!(code = error.code(), attempt, "the download is repeated: {error}");
                tokio::time::sleep(client.options().backoff).await;
                attempt += 1;
            }
            Err(error) => return Err(error),
        }
    }
}

fn geen_plaats(map: &Path, error: &io::Error) -> Error {
    let what = format!("the folder {} cannot take it: {error}", map.display());
    Error::new("CONFIG_INVALID", what, "")
}

/// An empty file that has no name any more: it is gone when it is closed, also when the run is killed.
fn tijdelijk(map: &Path) -> io::Result<File> {
    fs::create_dir_all(map)?;
    let naam = map.join(NAAM);
    // Of a run that was killed between the next two steps.
    match fs::remove_file(&naam) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let file = OpenOptions::new().read(true).write(true).create_new(true).open(&naam)?;
    fs::remove_file(&naam)?;
    Ok(file)
}

/// Takes the file in, and tells how far it is.
struct Ontvanger<'r> {
    file: BufWriter<File>,
    bytes: u64,
    progress: &'r watch::Sender<Progress>,
}

impl<'r> Ontvanger<'r> {
    fn new(file: File, progress: &'r watch::Sender<Progress>) -> Self {
        Self { file: BufWriter::with_capacity(1 << 20, file), bytes: 0, progress }
    }

    /// The file, ready to be read.
    fn klaar(mut self) -> io::Result<File> {
        self.file.flush()?;
        let mut file = self.file.into_inner()?;
        file.rewind()?;
        Ok(file)
    }
}

impl Write for Ontvanger<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.file.write(bytes)?;
        let before = self.bytes / MB;
        self.bytes = self.bytes.saturating_add(u64::try_from(written).unwrap_or(u64::MAX));
        let now = self.bytes / MB;
        if now > before {
            self.progress.send_modify(|progress| progress.file_mb = now);
        }
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

/// Sends the pages of the file; ends early when nobody takes them any more.
fn lees(
    file: File,
    naam: &str,
    voorbereid: &Voorbereid,
    sender: &mpsc::Sender<Result<Pagina, Error>>,
) {
    let Voorbereid { tabel, keuze, .. } = voorbereid;
    let all = || -> Result<(), Error> {
        let mut bestand = Bulkbestand::open(file, naam)?;
        for pagina in bestand.lezer(tabel, keuze)? {
            if sender.blocking_send(Ok(pagina?)).is_err() {
                break;
            }
        }
        Ok(())
    };
    if let Err(error) = all() {
        // The writer may be gone already.
        let _ = sender.blocking_send(Err(error));
    }
}

/// Stores the pages, each once it is known whether another follows: the last one ends the part.
async fn schrijf(
    om: &Omgeving<'_>,
    adres: &str,
    rijen_verwacht: u64,
    mut receiver: mpsc::Receiver<Result<Pagina, Error>>,
    trek: &mut Trek,
) -> Result<Gehaald, Uitval> {
    let mut gehaald = Gehaald::default();
    let (mut nummer, mut rijen) = (0, 0);
    let mut volgende = ontvang(om, &mut receiver).await?;
    while let Some(pagina) = volgende.take() {
        volgende = ontvang(om, &mut receiver).await?;
        rijen += u64::from(pagina.rijen);
        if volgende.is_none() {
            toets(adres, rijen, rijen_verwacht)?;
        }
        let verder = volgende.is_some().then(|| plek(adres, nummer + 1));
        let pagina = Pagina { volgende: verder, ..pagina };
        let gelezen = Gelezen { deel: DEEL, nummer, adres: plek(adres, nummer), pagina };
        bewaar(om, trek, gelezen, &mut gehaald).await?;
        nummer += 1;
    }
    if nummer == 0 {
        toets(adres, rijen, rijen_verwacht)?;
    }
    Ok(gehaald)
}

/// A page of the file, for who looks in landing: it cannot be asked for.
fn plek(adres: &str, nummer: u32) -> String {
    format!("{adres}#{nummer}")
}

async fn ontvang(
    om: &Omgeving<'_>,
    receiver: &mut mpsc::Receiver<Result<Pagina, Error>>,
) -> Result<Option<Pagina>, Uitval> {
    tokio::select! {
        biased;
        () = om.cancel.cancelled() => Err(Uitval::Stop),
        page = receiver.recv() => Ok(page.transpose().map_err(|error| met_raad(&error))?),
    }
}

/// Whether the file gave what the table has of the selection.
fn toets(adres: &str, rijen: u64, rijen_verwacht: u64) -> Result<(), Error> {
    if rijen == rijen_verwacht {
        return Ok(());
    }
    let what = format!("it gave {rijen} rows of the selection, it must give {rijen_verwacht}");
    Err(met_raad(&Error::new("ODATA_COUNT", what, adres)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_has_no_name_and_is_read_from_its_begin() {
        let folder = tempfile::tempdir().unwrap();
        let map = folder.path().join("cbs");
        let (progress, _) = watch::channel(Progress::default());
        for _ in 0..2 {
            let mut ontvanger = Ontvanger::new(tijdelijk(&map).unwrap(), &progress);
            ontvanger.write_all(&vec![7; 3_500_000]).unwrap();
            let mut file = ontvanger.klaar().unwrap();
            assert_eq!(fs::read_dir(&map).unwrap().count(), 0);
            let mut found = Vec::new();
            io::Read::read_to_end(&mut file, &mut found).unwrap();
            assert_eq!(found.len(), 3_500_000);
            assert_eq!(progress.borrow().file_mb, 3);
            // What a run left that was killed at the wrong moment.
            fs::write(map.join(NAAM), b"half").unwrap();
        }
        drop(tijdelijk(&map).unwrap());
        assert_eq!(fs::read_dir(&map).unwrap().count(), 0);
    }

    #[test]
    fn every_failure_tells_the_way_back_to_pages() {
        let gone = Error::new("HTTP_STATUS", "status 404: not found", "https://x.nl/a").transient();
        let told = met_raad(&gone);
        assert!(!told.is_transient());
        insta::assert_snapshot!(told, @"the file of the whole table: status 404: not found (https://x.nl/a); set bulk = false in its source to load it by pages");
        let large = Error::new("BODY_TOO_LARGE", "the file is larger than 1 bytes", "");
        insta::assert_snapshot!(met_raad(&large), @"the file of the whole table: the file is larger than 1 bytes; raise cbs.bulk_mb_max, or set bulk = false in its source to load it by pages");
        assert!(toets("a", 5, 5).is_ok());
        assert_eq!(toets("a", 4, 5).unwrap_err().code(), "ODATA_COUNT");
    }
}
