//! Fetches the pages of a pull, several at a time, and stores them as they come.

use std::collections::{BTreeSet, VecDeque};
use std::sync::{Arc, Mutex, PoisonError};

use extract_cbs::{Bron, Error, Pagina};
use load::statline::{self, PaginaRij, Trek};
use tokio::sync::mpsc;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;
use tracing::{Instrument, info};

use crate::run::retrying;

use super::trek::{Omgeving, Voorbereid};
use super::uitval::Uitval;

/// Pages without rows in a row that a server may give.
const EMPTY_PAGES_MAX: u32 = 10;

/// What was odd in the pages.
#[derive(Debug, Default)]
pub(super) struct Gehaald {
    /// Rows that came twice.
    pub(super) dubbel: u64,
    /// Fields that the description does not have.
    pub(super) onbekende_velden: BTreeSet<String>,
}

/// A part, and where it goes on.
#[derive(Debug, Clone)]
struct Deelstand {
    nummer: u32,
    /// Rows it must give.
    rijen_verwacht: u64,
    adres: String,
    /// Pages that were stored.
    paginas: u32,
    /// Rows that were stored.
    rijen: u64,
    laatste_id: Option<i64>,
}

/// A page that waits for the writer.
#[derive(Debug)]
pub(super) struct Gelezen {
    pub(super) deel: u32,
    pub(super) nummer: u32,
    pub(super) adres: String,
    pub(super) pagina: Pagina,
}

/// Fetches what is missing of a pull and stores it. At most two pages more than `connections` are in memory: the writer is
/// the slower side, so that more would only wait for it.
///
/// # Errors
/// The first page that is refused ends the pull; `Stop` when asked to, after the pages that had come in were stored.
pub(super) async fn haal(
    om: &Omgeving<'_>,
    bron: &Bron,
    voorbereid: &Arc<Voorbereid>,
    trek: &mut Trek,
) -> Result<Gehaald, Uitval> {
    let delen = te_doen(voorbereid, trek);
    let mut open = delen.len();
    if trek.is_hervat {
        let (trek, parts) = (trek.trek_id, open);
        info!(trek, parts, "going on where an earlier run stopped");
    }
    let connections = om.connections.clamp(1, open.max(1));
    let (sender, mut receiver) = mpsc::channel(1);
    let delen = Arc::new(Mutex::new(delen));
    let stop = om.cancel.child_token();
    let mut workers = JoinSet::new();
    for _ in 0..connections {
        let worker = Worker {
            bron: bron.clone(),
            voorbereid: Arc::clone(voorbereid),
            delen: Arc::clone(&delen),
            stop: stop.clone(),
        };
        workers.spawn(worker.werk(sender.clone()).in_current_span());
    }
    drop(sender);
    let mut gehaald = Gehaald::default();
    let mut outcome = Ok(());
    while let Some(gelezen) = receiver.recv().await {
        let stored = match gelezen {
            Ok(gelezen) => bewaar(om, trek, gelezen, &mut gehaald).await,
            Err(error) => Err(Uitval::Bron(error)),
        };
        match stored {
            Ok(is_last) => open = open.saturating_sub(usize::from(is_last)),
            Err(uitval) => {
                outcome = Err(uitval);
                break;
            }
        }
    }
    stop.cancel();
    drop(receiver);
    while let Some(joined) = workers.join_next().await {
        joined?;
    }
    outcome?;
    if open > 0 {
        return Err(if om.cancel.is_cancelled() { Uitval::Stop } else { Uitval::Worker });
    }
    Ok(gehaald)
}

/// The parts that are not complete, in their order.
fn te_doen(voorbereid: &Voorbereid, trek: &Trek) -> VecDeque<Deelstand> {
    let delen = voorbereid.plan.delen.iter().filter_map(|deel| {
        let stand = trek.delen.iter().find(|stand| stand.nummer == deel.nummer);
        if stand.is_some_and(|stand| stand.is_klaar) {
            return None;
        }
        let volgende = stand.and_then(|stand| stand.volgende.clone());
        Some(Deelstand {
            nummer: deel.nummer,
            rijen_verwacht: deel.rijen,
            adres: volgende.unwrap_or_else(|| deel.adres.clone()),
            paginas: stand.map_or(0, |stand| stand.paginas),
            rijen: stand.map_or(0, |stand| stand.rijen),
            laatste_id: stand.and_then(|stand| stand.laatste_id),
        })
    });
    delen.collect()
}

/// Stores a page. Tells whether it was the last of its part.
pub(super) async fn bewaar(
    om: &Omgeving<'_>,
    trek: &mut Trek,
    gelezen: Gelezen,
    gehaald: &mut Gehaald,
) -> Result<bool, Uitval> {
    let Gelezen { deel, nummer, adres, pagina } = gelezen;
    let rij = PaginaRij {
        deel,
        nummer,
        adres: &adres,
        volgende: pagina.volgende.as_deref(),
        blok: &pagina.blok,
        rijen: pagina.rijen,
        dubbel: pagina.dubbel,
        laatste_id: pagina.laatste_id,
        bytes: pagina.bytes,
        sha256: &pagina.sha256,
    };
    retrying(async || statline::write_page(om.db, om.slot, trek, &rij).await).await?;
    om.progress.send_modify(|progress| progress.rows += u64::from(pagina.rijen));
    gehaald.dubbel += u64::from(pagina.dubbel);
    gehaald.onbekende_velden.extend(pagina.onbekende_velden);
    Ok(pagina.volgende.is_none())
}

/// Fetches one part after the other.
struct Worker {
    bron: Bron,
    voorbereid: Arc<Voorbereid>,
    delen: Arc<Mutex<VecDeque<Deelstand>>>,
    stop: CancellationToken,
}

impl Worker {
    async fn werk(self, sender: mpsc::Sender<Result<Gelezen, Error>>) {
        while let Some(deel) = self.volgend_deel() {
            if let Err(error) = self.haal_deel(deel, &sender).await {
                // The writer may be gone already: another page was refused first.
                let _ = sender.send(Err(error)).await;
                return;
            }
            if self.stop.is_cancelled() {
                return;
            }
        }
    }

    fn volgend_deel(&self) -> Option<Deelstand> {
        self.delen.lock().unwrap_or_else(PoisonError::into_inner).pop_front()
    }

    /// Fetches the pages of a part in their order, until the last one, a refusal, or a request to stop.
    async fn haal_deel(
        &self,
        mut deel: Deelstand,
        sender: &mpsc::Sender<Result<Gelezen, Error>>,
    ) -> Result<(), Error> {
        let Voorbereid { tabel, keuze, .. } = &*self.voorbereid;
        let mut empty = 0;
        loop {
            let pagina = tokio::select! {
                biased;
                pagina = self.bron.pagina(tabel, keuze, &deel.adres, deel.laatste_id) => pagina?,
                () = self.stop.cancelled() => return Ok(()),
            };
            deel.rijen += u64::from(pagina.rijen);
            empty = if pagina.rijen == 0 { empty + 1 } else { 0 };
            toets(&deel, &pagina, empty)?;
            let volgende = pagina.volgende.clone();
            let adres = core::mem::take(&mut deel.adres);
            let laatste_id = pagina.laatste_id.or(deel.laatste_id);
            let gelezen = Gelezen { deel: deel.nummer, nummer: deel.paginas, adres, pagina };
            if sender.send(Ok(gelezen)).await.is_err() {
                return Ok(());
            }
            let Some(volgende) = volgende else { return Ok(()) };
            deel = Deelstand { adres: volgende, paginas: deel.paginas + 1, laatste_id, ..deel };
        }
    }
}

/// Whether a page fits what its part must give; `deel.rijen` has its rows already.
fn toets(deel: &Deelstand, pagina: &Pagina, empty: u32) -> Result<(), Error> {
    let Deelstand { rijen, rijen_verwacht, adres, .. } = deel;
    // Counted from 1, for people.
    let nummer = deel.nummer.saturating_add(1);
    let is_last = pagina.volgende.is_none();
    if rijen > rijen_verwacht || (is_last && rijen < rijen_verwacht) {
        let more = if is_last { "" } else { " and more to come" };
        let what = format!("part {nummer} gave {rijen} rows{more}, it must give {rijen_verwacht}");
        return Err(Error::new("ODATA_COUNT", what, adres.clone()));
    }
    let is_circle = pagina.volgende.as_ref() == Some(adres)
        || (!is_last && pagina.rijen == 0 && (pagina.dubbel > 0 || empty > EMPTY_PAGES_MAX));
    if is_circle {
        let what = format!("part {nummer} goes on without giving anything new");
        return Err(Error::new("ODATA_LOOP", what, adres.clone()));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use domain::statline::Blok;

    use super::*;

    fn pagina(rijen: u32, dubbel: u32, volgende: Option<&str>) -> Pagina {
        Pagina {
            blok: Blok::default(),
            volgende: volgende.map(str::to_owned),
            rijen,
            dubbel,
            laatste_id: None,
            bytes: 0,
            sha256: String::new(),
            onbekende_velden: Vec::new(),
        }
    }

    #[test]
    fn a_page_must_fit_what_its_part_must_give() {
        for (rijen, pagina, empty, expect) in [
            (10, pagina(5, 0, None), 0, None),
            (10, pagina(5, 2, None), 0, None),
            (5, pagina(5, 0, Some("b")), 0, None),
            (10, pagina(5, 0, Some("b")), 0, None),
            (9, pagina(4, 0, None), 0, Some("ODATA_COUNT")),
            (11, pagina(5, 0, None), 0, Some("ODATA_COUNT")),
            (11, pagina(5, 0, Some("b")), 0, Some("ODATA_COUNT")),
            (5, pagina(5, 0, Some("a")), 0, Some("ODATA_LOOP")),
            (5, pagina(0, 5, Some("b")), 1, Some("ODATA_LOOP")),
            (5, pagina(0, 0, Some("b")), 10, None),
            (5, pagina(0, 0, Some("b")), 11, Some("ODATA_LOOP")),
            (10, pagina(0, 0, None), 1, None),
        ] {
            let deel = Deelstand {
                nummer: 3,
                rijen_verwacht: 10,
                adres: "a".to_owned(),
                paginas: 0,
                rijen,
                laatste_id: None,
            };
            let found = toets(&deel, &pagina, empty).err();
            assert_eq!(found.as_ref().map(Error::code), expect, "{rijen} {pagina:?}");
        }
    }
}
