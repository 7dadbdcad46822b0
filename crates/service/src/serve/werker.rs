//! The queue: one request after the other, each one run.

use core::cell::Cell;
use core::future::poll_fn;
use core::time::Duration;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;

use load::dienst::{self, Afloop, Annulering, Genomen, Leider};
use load::ledger::{self, Failure, Status};
use load::slot::{self, Slot};
use tokio::sync::watch;
use tokio::time::{Instant, timeout};
use tokio_util::sync::CancellationToken;
use tracing::{Instrument, error, info, info_span, warn};

use crate::run::{
    BronDagen, Opdracht, Progress, RerunDoel, RunContext, RunError, RunReport, Uitvoering, Vraag,
    execute,
};

use super::Dienst;
use super::herhaal::{Klasse, Uitkomst, wacht};

/// How often the queue, and the requests to stop, are looked at.
const POLL: Duration = Duration::from_millis(500);
/// How long a run may take to end when the service stops; with what follows it stays below ten seconds.
const STOP_GRACE: Duration = Duration::from_secs(6);
/// How long it may take otherwise: after that its transaction is rolled back.
const CANCEL_GRACE: Duration = Duration::from_mins(1);
/// How long the last words of a service that stops may take.
const LAST_WORDS: Duration = Duration::from_millis(1500);

/// Why a run is asked to stop.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reden {
    /// Somebody asked.
    Gevraagd,
    /// It took too long.
    TeLang,
    /// The service stops, or no longer leads.
    Dienst,
}

/// How executing ended; `None`: it did not end in time, and what it had open is rolled back.
type Einde = Option<Result<RunReport, RunError>>;

/// Does what is asked, as long as this instance leads.
pub(super) struct Werker<'d> {
    dienst: &'d Dienst,
    leider: &'d Leider,
    /// The lead ends, or the service.
    end: &'d CancellationToken,
}

impl<'d> Werker<'d> {
    pub(super) const fn new(
        dienst: &'d Dienst,
        leider: &'d Leider,
        end: &'d CancellationToken,
    ) -> Self {
        Self { dienst, leider, end }
    }

    /// Takes requests until the lead ends.
    pub(super) async fn work(&self) {
        let mut is_resumed = false;
        while !self.end.is_cancelled() {
            match self.step(&mut is_resumed).await {
                Ok(true) => {}
                Ok(false) => {
                    let _ = timeout(POLL, self.end.cancelled()).await;
                }
                Err(error) => {
                    self.fault(&error);
                    let _ = timeout(POLL * 4, self.end.cancelled()).await;
                }
            }
        }
    }

    fn fault(&self, error: &load::Error) {
        warn!(code = error.code(), "the queue cannot go on now: {error}");
        if matches!(error, load::Error::LeaderLost { .. }) {
            self.end.cancel();
        }
    }

    /// One look at the queue; whether there was work.
    async fn step(&self, is_resumed: &mut bool) -> Result<bool, load::Error> {
        let db = &self.dienst.db;
        for stop in dienst::annuleringen(db).await? {
            self.stop_request(&stop, None).await?;
        }
        if !*is_resumed {
            *is_resumed = self.resume().await?;
            return Ok(*is_resumed);
        }
        // Somebody runs from the command line: the queue waits for its turn.
        if slot::is_busy(db).await? {
            return Ok(false);
        }
        let Some(taken) = dienst::take(db, self.leider, self.dienst.klok.nu()).await? else {
            return Ok(false);
        };
        let span = info_span!("request", id = taken.verzoek_id);
        // On the heap: a run holds many futures around it.
        Box::pin(self.carry_out(&taken).instrument(span)).await?;
        Ok(true)
    }

    /// What a service that led before left behind; `false`: a run of it may still be busy.
    async fn resume(&self) -> Result<bool, load::Error> {
        let db = &self.dienst.db;
        // Taking the slot shuts out every earlier run: one that was frozen and wakes can no longer write.
        let Some(slot) = Slot::take(db).await? else { return Ok(false) };
        let crashed = ledger::fail_crashed_runs(db, &slot).await;
        slot.release().await?;
        if crashed? > 0 {
            warn!("a run ended before its work was done; its request is begun again");
        }
        let (tries, nu) = (self.dienst.config.serve.tries_max, self.dienst.klok.nu());
        for (request, status) in dienst::resume(db, self.leider, tries, nu).await? {
            warn!(request, status, "the process that did this request is gone");
        }
        Ok(true)
    }

    /// Answers a request to stop; whether it means `busy`, the request in hand and its run.
    async fn stop_request(
        &self,
        stop: &Annulering,
        busy: Option<(i64, Option<i64>)>,
    ) -> Result<bool, load::Error> {
        let (db, nu) = (&self.dienst.db, self.dienst.klok.nu());
        let finish = async |request: i64, status, failure| {
            let afloop = Afloop { status, failure };
            dienst::finish(db, self.leider, request, &afloop, nu).await
        };
        let is_mine = busy.is_some_and(|(request, run)| {
            stop.doel_verzoek_id == Some(request)
                || (run.is_some() && stop.doel_run_id == run)
                || (stop.gevonden_id == Some(request))
        });
        let waits = stop.gevonden_status.as_deref() == Some("queued");
        let (status, failure) = match stop.gevonden_id {
            _ if is_mine => (Status::Succeeded, None),
            Some(found) if waits => {
                finish(found, Status::Cancelled, None).await?;
                (Status::Succeeded, None)
            }
            _ => {
                let text = "what should stop is not being done by this service".to_owned();
                (Status::Skipped, Some(Failure { code: "NOT_RUNNING".to_owned(), text }))
            }
        };
        finish(stop.verzoek_id, status, failure).await?;
        Ok(is_mine)
    }

    /// Does one request and writes down what became of it.
    async fn carry_out(&self, taken: &Genomen) -> Result<(), load::Error> {
        let Dienst { config, db, .. } = self.dienst;
        info!(what = taken.opdracht.soort(), attempt = taken.poging, by = taken.wie, "begins");
        let cancel = CancellationToken::new();
        let vraag = order(&taken.opdracht, config.schedule.timezone, &taken.wie);
        let made = match Uitvoering::prepare(config, vraag) {
            Ok(work) => work.context(config, db, cancel.clone()).await,
            Err(fault) => Err(fault),
        };
        let (mut context, opdracht, progress) = match made {
            Ok(made) => made,
            Err(fault) => return self.write_down(taken, Uitkomst::from(&fault)).await,
        };
        context.waarnemer.clone_from(&self.dienst.waarnemer);
        let reden = Cell::new(None);
        let end = {
            let run = pin!(run(context, opdracht));
            tokio::select! {
                biased;
                outcome = run => Some(outcome),
                () = self.guard(taken, &cancel, progress.clone(), &reden) => None,
            }
        };
        let run_id = progress.borrow().run_id;
        let words = self.tell(taken, run_id, end, reden.get());
        if reden.get() == Some(Reden::Dienst) {
            return timeout(LAST_WORDS, words).await.unwrap_or(Ok(()));
        }
        words.await
    }

    /// Looks after a run: names it, hears who wants it stopped, keeps its time. Ends when the run must be dropped.
    async fn guard(
        &self,
        taken: &Genomen,
        cancel: &CancellationToken,
        progress: watch::Receiver<Progress>,
        reden: &Cell<Option<Reden>>,
    ) {
        let minutes = u64::from(self.dienst.config.serve.run_minutes_max);
        let deadline = Instant::now() + Duration::from_mins(minutes);
        let mut named = None;
        let mut until: Option<Instant> = None;
        loop {
            let why = if self.end.is_cancelled() {
                Some((Reden::Dienst, STOP_GRACE))
            } else if Instant::now() >= deadline {
                Some((Reden::TeLang, CANCEL_GRACE))
            } else {
                let run_id = progress.borrow().run_id;
                // A server that hangs does not hold up the end.
                let seen = tokio::select! {
                    seen = self.look(taken, run_id, &mut named) => seen,
                    () = self.end.cancelled() => Ok(false),
                };
                match seen {
                    Ok(is_asked) => is_asked.then_some((Reden::Gevraagd, CANCEL_GRACE)),
                    Err(error) => {
                        self.fault(&error);
                        None
                    }
                }
            };
            if let Some((why, grace)) = why {
                // The first reason stays, but a service that stops does not wait a minute.
                reden.set(reden.get().or(Some(why)));
                let at = Instant::now() + grace;
                until = Some(until.map_or(at, |until| until.min(at)));
                cancel.cancel();
            }
            if until.is_some_and(|until| Instant::now() >= until) {
                return;
            }
            if self.end.is_cancelled() {
                tokio::time::sleep(POLL).await;
            } else {
                let _ = timeout(POLL, self.end.cancelled()).await;
            }
        }
    }

    /// Writes down the number of the run once it has one; whether somebody wants it stopped.
    async fn look(
        &self,
        taken: &Genomen,
        run_id: Option<i64>,
        named: &mut Option<i64>,
    ) -> Result<bool, load::Error> {
        let db = &self.dienst.db;
        if let Some(run_id) = run_id
            && *named != Some(run_id)
        {
            dienst::assign_run(db, self.leider, taken.verzoek_id, run_id).await?;
            *named = Some(run_id);
        }
        let mut is_asked = false;
        for stop in dienst::annuleringen(db).await? {
            is_asked |= self.stop_request(&stop, Some((taken.verzoek_id, run_id))).await?;
        }
        Ok(is_asked)
    }

    /// Writes down how the run of a request ended.
    async fn tell(
        &self,
        taken: &Genomen,
        run_id: Option<i64>,
        end: Einde,
        reden: Option<Reden>,
    ) -> Result<(), load::Error> {
        let (db, leider) = (&self.dienst.db, self.leider);
        if let (None, Some(run_id)) = (&end, run_id) {
            warn!(run.id = run_id, "the run did not end in time: rolled back");
            ledger::finish_run(db, run_id, Status::Cancelled, None).await?;
        }
        if let Some(run_id) = run_id {
            dienst::assign_run(db, leider, taken.verzoek_id, run_id).await?;
        }
        let is_cut = match &end {
            Some(Ok(report)) => report.status == Status::Cancelled,
            Some(Err(_)) => false,
            None => true,
        };
        let outcome = match (&end, reden) {
            (_, Some(Reden::Dienst)) if is_cut || matches!(end, Some(Err(_))) => {
                info!("stopped; the request goes back to the queue");
                return dienst::requeue(db, leider, taken.verzoek_id, None).await;
            }
            (_, Some(Reden::TeLang)) if is_cut => {
                let minutes = self.dienst.config.serve.run_minutes_max;
                Uitkomst::failed("DEADLINE", format!("stopped after {minutes} minutes"))
            }
            (Some(Ok(report)), _) if !is_cut => Uitkomst::from(report),
            (Some(Err(error)), _) => Uitkomst::from(error),
            _ => Uitkomst::cancelled(),
        };
        self.write_down(taken, outcome).await
    }

    /// Ends the request, or puts it back for another try.
    async fn write_down(&self, taken: &Genomen, outcome: Uitkomst) -> Result<(), load::Error> {
        let Dienst { db, klok, config, .. } = self.dienst;
        let id = taken.verzoek_id;
        let code = outcome.failure.as_ref().map(|failure| failure.code.as_str());
        if let Some(failure) = &outcome.failure
            && outcome.klasse == Klasse::Later
            && taken.poging < config.serve.tries_max
        {
            let wait = wacht(taken.poging, id);
            warn!(code, seconds = wait.as_secs(), "failed; tried again later: {}", failure.text);
            return dienst::requeue(db, self.leider, id, Some((klok.nu() + wait, failure))).await;
        }
        if let Some(failure) = &outcome.failure {
            error!(code, "ended {}: {}", outcome.status.code(), failure.text);
        } else {
            info!("ended {}", outcome.status.code());
        }
        let afloop = Afloop { status: outcome.status, failure: outcome.failure };
        dienst::finish(db, self.leider, id, &afloop, klok.nu()).await
    }
}

/// Executes; a panic ends the run, not the service.
async fn run(context: RunContext, opdracht: Opdracht) -> Result<RunReport, RunError> {
    let mut run = pin!(execute(context, opdracht));
    poll_fn(|task| {
        catch_unwind(AssertUnwindSafe(|| run.as_mut().poll(task)))
            .unwrap_or(core::task::Poll::Ready(Err(RunError::Worker)))
    })
    .await
}

/// The order of a request.
fn order(opdracht: &dienst::Opdracht, zone: chrono_tz::Tz, wie: &str) -> Vraag {
    let mut vraag = Vraag {
        opdracht: Opdracht::Run,
        bronnen: Vec::new(),
        peildatum: None,
        is_bevestigd: false,
        wie: wie.to_owned(),
    };
    vraag.opdracht = match opdracht.clone() {
        dienst::Opdracht::Run { bronnen, peildatum, is_bevestigd } => {
            vraag = Vraag { bronnen, peildatum, is_bevestigd, ..vraag };
            Opdracht::Run
        }
        dienst::Opdracht::RerunRun(run) => Opdracht::Rerun(RerunDoel::Run(run)),
        dienst::Opdracht::RerunTaak(taak) => Opdracht::Rerun(RerunDoel::Taak(taak)),
        dienst::Opdracht::RerunMislukt(run) => Opdracht::Rerun(RerunDoel::Mislukt(run)),
        dienst::Opdracht::RerunBron { bron, van, tot } => {
            vraag.bronnen = vec![bron.clone()];
            Opdracht::Rerun(RerunDoel::Bron(BronDagen::new(bron, van, tot, zone)))
        }
        dienst::Opdracht::Replay { rijen, code } => Opdracht::Replay { rows: rijen, code },
        // Never taken from the queue; a run without sources would still be one of all.
        dienst::Opdracht::Annuleren(_) | dienst::Opdracht::AnnulerenVerzoek(_) => {
            Opdracht::Replay { rows: Some(Vec::new()), code: None }
        }
    };
    vraag
}
