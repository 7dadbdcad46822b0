//! One file into landing: read on a thread of its own, written as it comes, in one transaction.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use domain::Code;
use domain::zaaksysteem::Entiteit;
use extract_zaaksysteem::{Levering as Leveringswijze, Weigering};
use load::ledger::{self, BestandKenmerk, Failure, Status, Telling};
use load::zaak::{
    Begonnen, Geschreven, Geweigerd, Levering, Leveringsoort, Schrijver, weiger_bestand,
};
use tokio::sync::mpsc;
use tokio::task::spawn_blocking;
use tracing::{error, info, warn};

use crate::clock;
use crate::job::folder::Overgeslagen;
use crate::job::zaaksysteem::{
    Deel, Geopend, Leeswijze, Meldingen, Onleesbaar, Zending, lees, naar, pak,
};
use crate::run::context::RunContext;
use crate::run::error::RunError;
use crate::run::report::{Notice, TaskReport};
use crate::run::spoor;
use crate::run::write::{Warehouse, Writer, is_of_the_task, retrying};

use super::odd::Odd;
use super::{Werk, ZaakBron};

/// Pieces of a file that may wait for the writer.
const STUKKEN_MAX: usize = 4;

/// A file, open or not to be opened.
#[derive(Debug)]
pub(super) struct Bestand {
    kenmerk: BestandKenmerk,
    sha256: [u8; 32],
    peildatum: Result<NaiveDate, Geweigerd>,
    /// What the ledger calls it, when it is read again.
    nummer: Option<i64>,
    inhoud: Option<Geopend>,
}

impl Bestand {
    /// A file as it was found; one that the system does not give is refused.
    pub(super) fn new(werk: Werk, opened: Result<Geopend, Onleesbaar>) -> Self {
        let Werk { naam, peildatum, bekend, .. } = werk;
        let nummer = bekend.map(|bekend| bekend.bestand_id);
        match opened {
            Ok(geopend) => {
                let kenmerk = geopend.kenmerk.clone();
                let sha256 = geopend.sha256;
                Self { kenmerk, sha256, peildatum, nummer, inhoud: Some(geopend) }
            }
            Err(onleesbaar) => {
                let kenmerk = match onleesbaar {
                    Onleesbaar::Geweigerd(kenmerk) => kenmerk,
                    Onleesbaar::Overgeslagen(_) => {
                        BestandKenmerk { naam, grootte: 0, gewijzigd_ns: 0 }
                    }
                };
                Self { kenmerk, sha256: [0; 32], peildatum, nummer, inhoud: None }
            }
        }
    }
}

/// What became of a file.
#[derive(Debug)]
enum Afloop {
    Geschreven(Geschreven),
    /// A dry run.
    Geteld(Telling, Option<Code>),
    Overgeslagen(Overgeslagen),
    Gestopt,
}

/// How far storing the rows came.
#[derive(Debug)]
enum Opslag {
    /// All rows, so many, wait for their commit.
    Klaar(Box<Schrijver>, u64),
    /// The task was written before.
    Al(Geschreven),
    /// There were none: the file was refused before its first row.
    Niets,
    /// Asked to stop.
    Gestopt,
}

/// Loads one file. What the database refuses fails its task, and the run goes on unless nothing can be written.
///
/// # Errors
/// What ends the run.
pub(super) async fn load_file(
    ctx: &RunContext,
    bron: &ZaakBron,
    bestand: Bestand,
    eenheid: String,
    (writer, odd): (&mut Writer<'_>, &mut Odd),
) -> Result<(), RunError> {
    let gestart_op = clock::now();
    let taak_id = match writer.warehouse {
        Some(_) => Some(retrying(async || ledger::next_task_id(&ctx.db).await).await?),
        None => None,
    };
    if let Some(taak_id) = taak_id {
        spoor::taak(taak_id);
    }
    let mut meldingen = Meldingen::new();
    let opdracht = Opdracht { ctx, bron, bestand, taak_id, gestart_op };
    let afloop = match writer.warehouse {
        Some(warehouse) => opdracht.write(warehouse, &mut meldingen).await,
        None => opdracht.count(&mut meldingen).await,
    };
    let is_loaded = match &afloop {
        Ok(Afloop::Geschreven(geschreven)) => geschreven.telling.geladen.records > 0,
        Ok(Afloop::Geteld(telling, _)) => telling.geladen.records > 0,
        _ => false,
    };
    let report = match afloop {
        Ok(Afloop::Gestopt) => {
            writer.is_cut_short = true;
            return Ok(());
        }
        Ok(Afloop::Overgeslagen(reason)) => {
            writer.skip(&bron.naam, BTreeMap::from([(reason, 1)]));
            return Ok(());
        }
        Ok(Afloop::Geschreven(geschreven)) => {
            let Geschreven { status, telling, code, .. } = geschreven;
            add(ctx, writer, (bron, &eenheid), (status, &telling, code))
        }
        Ok(Afloop::Geteld(telling, code)) => {
            let is_partial = telling.gequarantaineerd.records > 0;
            let status = if is_partial { Status::Partial } else { Status::Succeeded };
            add(ctx, writer, (bron, &eenheid), (status, &telling, code))
        }
        Err(RunError::Load(cause)) => {
            let failure = Failure::from(&cause);
            error!(source = bron.naam, unit = eenheid, code = failure.code, "{}", failure.text);
            return match writer.record(&bron.naam, &eenheid, taak_id, &failure).await {
                Ok(()) if is_of_the_task(&cause) => Ok(()),
                // The first failure tells more than that it could not be written down.
                _ => Err(RunError::Load(cause)),
            };
        }
        Err(error) => return Err(error),
    };
    // Of a file that is refused nothing was repaired that anybody will see.
    if is_loaded {
        odd.add(bron, meldingen);
    }
    writer.add_task(TaskReport { task_id: taak_id, ..report });
    Ok(())
}

fn add(
    ctx: &RunContext,
    writer: &mut Writer<'_>,
    (bron, eenheid): (&ZaakBron, &str),
    (status, telling, code): (Status, &Telling, Option<Code>),
) -> TaskReport {
    writer.totals.add(telling);
    writer.totals.files += 1;
    let records = u64::try_from(telling.gelezen().records).unwrap_or_default();
    ctx.progress.send_modify(|progress| progress.records += records);
    info!(source = bron.naam, unit = eenheid, records, ?status, "read a CSV file");
    if let Some(code) = code {
        warn!(source = bron.naam, unit = eenheid, code = code.as_str(), "{}", code.uitleg_csv());
        writer.notices.push(Notice {
            code: code.as_str(),
            source: bron.naam.clone(),
            text: format!("{eenheid}: {}", code.uitleg_csv()),
        });
    }
    TaskReport::new(&bron.naam, eenheid, status, telling)
}

/// One file to do.
struct Opdracht<'o> {
    ctx: &'o RunContext,
    bron: &'o ZaakBron,
    bestand: Bestand,
    taak_id: Option<i64>,
    gestart_op: DateTime<Utc>,
}

impl Opdracht<'_> {
    async fn write(
        mut self,
        warehouse: Warehouse<'_>,
        meldingen: &mut Meldingen,
    ) -> Result<Afloop, RunError> {
        let db = &self.ctx.db;
        let inhoud = self.bestand.inhoud.take();
        let levering = self.levering(&[], warehouse.run_id);
        let refuse = async |geweigerd: Geweigerd, rijen: u64| {
            let written = weiger_bestand(db, warehouse.slot, &levering, geweigerd, rijen).await;
            Ok(Afloop::Geschreven(written?))
        };
        let inhoud = match (&self.bestand.peildatum, inhoud) {
            (Err(geweigerd), _) => return refuse(geweigerd.clone(), 1).await,
            (_, None) => return refuse(heel(Code::FileUnreadable), 1).await,
            (Ok(_), Some(inhoud)) => inhoud,
        };
        let (mut delen, lezing) = self.read(inhoud, |open, wijze, to| pak(&open.file, wijze, to));
        let stored = self.store(warehouse, &mut delen).await;
        // Who reads ends when nobody takes its rows any more.
        drop(delen);
        let (inhoud, gelezen_als) = lezing.await?;
        let stored = stored?;
        if !inhoud.is_unchanged() {
            return Ok(Afloop::Overgeslagen(Overgeslagen::Changing));
        }
        match (gelezen_als, stored) {
            (_, Opslag::Gestopt) => Ok(Afloop::Gestopt),
            (_, Opslag::Al(written)) => Ok(Afloop::Geschreven(written)),
            (Err(weigering), stored) => {
                let rijen = if let Opslag::Klaar(_, gelezen) = &stored { *gelezen } else { 0 };
                // Its transaction may hold what the refusal needs.
                drop(stored);
                let levering = self.levering(&[], warehouse.run_id);
                let geweigerd = crate::job::zaaksysteem::geweigerd(&weigering);
                let rijen = rijen.max(1);
                let written = weiger_bestand(db, warehouse.slot, &levering, geweigerd, rijen);
                Ok(Afloop::Geschreven(written.await?))
            }
            (Ok(found), Opslag::Klaar(schrijver, gelezen)) => {
                *meldingen = found;
                self.close(warehouse, *schrijver, gelezen).await
            }
            (Ok(_), Opslag::Niets) => Ok(Afloop::Overgeslagen(Overgeslagen::Changing)),
        }
    }

    /// Stores the rows as they come; commits nothing.
    async fn store(
        &self,
        warehouse: Warehouse<'_>,
        zendingen: &mut mpsc::Receiver<Zending>,
    ) -> Result<Opslag, RunError> {
        let Some(Zending::Begin(entiteiten, antwoord)) = zendingen.recv().await else {
            return Ok(Opslag::Niets);
        };
        let levering = self.levering(&entiteiten, warehouse.run_id);
        let begun = Schrijver::begin(&self.ctx.db, warehouse.slot, &levering).await?;
        let mut schrijver = match begun {
            Begonnen::Al(written) => return Ok(Opslag::Al(written)),
            Begonnen::Nieuw(schrijver) => schrijver,
        };
        // Who reads may have gone: then nothing comes.
        let _ = antwoord.send(schrijver.inpakker());
        let (mut is_gestopt, mut fout) = (false, None);
        let volgende = async || {
            is_gestopt |= self.ctx.cancel.is_cancelled();
            if is_gestopt || fout.is_some() {
                return None;
            }
            match zendingen.recv().await? {
                Zending::Rijen(gepakt) => return Some(gepakt),
                Zending::Fout(waarom) => fout = Some(waarom),
                Zending::Begin(..) => {}
            }
            None
        };
        let gelezen = schrijver.neem(volgende).await?;
        if let Some(fout) = fout {
            return Err(fout.into());
        }
        if is_gestopt {
            return Ok(Opslag::Gestopt);
        }
        Ok(Opslag::Klaar(schrijver, gelezen))
    }

    /// Folds the rows in and commits. The answer to a commit may be lost: then what was written tells.
    async fn close(
        &self,
        warehouse: Warehouse<'_>,
        schrijver: Schrijver,
        gelezen: u64,
    ) -> Result<Afloop, RunError> {
        let failure = match schrijver.sluit(gelezen).await {
            Ok(written) => return Ok(Afloop::Geschreven(written)),
            Err(failure) if failure.is_transient() => failure,
            Err(failure) => return Err(failure.into()),
        };
        let levering = self.levering(&[], warehouse.run_id);
        let look = async || Schrijver::begin(&self.ctx.db, warehouse.slot, &levering).await;
        match retrying(look).await {
            Ok(Begonnen::Al(written)) => Ok(Afloop::Geschreven(written)),
            _ => Err(failure.into()),
        }
    }

    /// A dry run: reads and counts. What a delivery would find in the warehouse is not looked at.
    async fn count(mut self, meldingen: &mut Meldingen) -> Result<Afloop, RunError> {
        let refused = |code: Code| {
            let mut telling = Telling::default();
            telling.gequarantaineerd.records = 1;
            Ok(Afloop::Geteld(telling, Some(code)))
        };
        let inhoud = match (&self.bestand.peildatum, self.bestand.inhoud.take()) {
            (Err(geweigerd), _) => return refused(geweigerd.code),
            (_, None) => return refused(Code::FileUnreadable),
            (Ok(_), Some(inhoud)) => inhoud,
        };
        let (mut delen, lezing) =
            self.read(inhoud, |open, wijze, to| lees(&open.file, wijze, naar(to)));
        let mut telling = Telling::default();
        while let Some(deel) = delen.recv().await {
            if self.ctx.cancel.is_cancelled() {
                drop(delen);
                // Its end is waited for; what it read is of no use.
                let _ = lezing.await?;
                return Ok(Afloop::Gestopt);
            }
            let Deel::Rijen(stuk) = deel else { continue };
            let refused = i64::try_from(stuk.geweigerd.len()).unwrap_or(i64::MAX);
            let read = i64::try_from(stuk.gelezen).unwrap_or(i64::MAX);
            telling.gequarantaineerd.records += refused;
            telling.geladen.records += read.saturating_sub(refused);
        }
        match lezing.await?.1 {
            Ok(found) => *meldingen = found,
            Err(weigering) => return refused(weigering.code),
        }
        let code = (telling.gelezen().records == 0).then_some(Code::ZeroRows);
        Ok(Afloop::Geteld(telling, code))
    }

    fn levering<'l>(&'l self, entiteiten: &'l [Entiteit], run_id: i64) -> Levering<'l> {
        let Self { ctx, bron, bestand, taak_id, gestart_op } = self;
        Levering {
            bron: &bron.naam,
            naam: &bestand.kenmerk.naam,
            bestand_id: bestand.nummer,
            sha256: bestand.sha256,
            grootte: u64::try_from(bestand.kenmerk.grootte).unwrap_or_default(),
            gewijzigd_ns: bestand.kenmerk.gewijzigd_ns,
            peildatum: *bestand.peildatum.as_ref().unwrap_or(&ctx.peildatum),
            soort: match bron.mapping.levering() {
                Leveringswijze::Volledig => Leveringsoort::Volledig,
                Leveringswijze::Mutaties => Leveringsoort::Mutaties,
            },
            daling_max: bron.mapping.daling_max(),
            is_bevestigd: ctx.zaak.is_bevestigd,
            gemeente: bron.gemeente,
            entiteiten,
            taak_id: taak_id.unwrap_or_default(),
            run_id,
            poging: 1,
            gestart_op: *gestart_op,
        }
    }

    /// Begins to read; the pieces end with the file, or when nobody takes them.
    fn read<T: Send + 'static>(
        &self,
        inhoud: Geopend,
        lees: impl FnOnce(&Geopend, &Leeswijze<'_>, &mpsc::Sender<T>) -> Gelezen + Send + 'static,
    ) -> (mpsc::Receiver<T>, Lezing) {
        let (sender, receiver) = mpsc::channel(STUKKEN_MAX);
        let (mapping, sleutel) =
            (std::sync::Arc::clone(&self.bron.mapping), self.ctx.sleutel.clone());
        let (bron, gemeente) = (self.bron.naam.clone(), self.bron.gemeente);
        let peildatum = *self.bestand.peildatum.as_ref().unwrap_or(&self.ctx.peildatum);
        let lezing = spawn_blocking(move || {
            let wijze = Leeswijze {
                mapping: &mapping,
                sleutel: &sleutel,
                bron: &bron,
                gemeente,
                peildatum,
            };
            let gelezen = lees(&inhoud, &wijze, &sender);
            (inhoud, gelezen)
        });
        (receiver, lezing)
    }
}

/// What was odd, or why the file as a whole is refused.
type Gelezen = Result<Meldingen, Weigering>;

/// What the reading thread gives back at its end.
type Lezing = tokio::task::JoinHandle<(Geopend, Gelezen)>;

/// A refusal of a file as a whole.
fn heel(code: Code) -> Geweigerd {
    Geweigerd { regel: 0, code, plaats: String::new() }
}
