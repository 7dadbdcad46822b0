//! Taking the lead, keeping it, and giving it up.

use core::time::Duration;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use load::dienst::{Gestart, Leider};
use tokio::time::timeout;
use tokio_util::sync::CancellationToken;
use tracing::{info, warn};

use super::werker::Werker;
use super::{Dienst, VERSIE, planner};

/// How often an instance that waits tries.
const TRY: Duration = Duration::from_secs(2);
/// How often the leader lets know that it lives.
const BEAT: Duration = Duration::from_secs(3);
/// How often the planner looks.
const TICK: Duration = Duration::from_secs(1);

impl Dienst {
    /// Leads whenever that is possible, until `stop`.
    pub(super) async fn leiden(&self, is_leider: &AtomicBool, stop: &CancellationToken) {
        let silent = Duration::from_secs(self.config.serve.takeover_seconds);
        let mut is_told = false;
        while !stop.is_cancelled() {
            match Leider::take(&self.db, VERSIE, silent).await {
                Ok(Some(leider)) => {
                    info!(fencing = leider.fencing(), "this instance leads");
                    is_leider.store(true, Ordering::Relaxed);
                    self.lead(leider, stop).await;
                    is_leider.store(false, Ordering::Relaxed);
                    is_told = false;
                }
                Ok(None) if !is_told => {
                    info!("another instance leads; this one serves pages and waits");
                    is_told = true;
                }
                Ok(None) => {}
                Err(error) => warn!(code = error.code(), "cannot take the lead: {error}"),
            }
            let _ = timeout(TRY, stop.cancelled()).await;
        }
    }

    /// Plans and works until `stop`, or until another instance leads.
    async fn lead(&self, leider: Leider, stop: &CancellationToken) {
        let leider = Arc::new(leider);
        let end = stop.child_token();
        // Tasks of their own: a run that computes does not hold up the sign of life.
        let beat = tokio::spawn(beat(Arc::clone(&leider), end.clone()));
        let plan = tokio::spawn(self.plan(Arc::clone(&leider), end.clone()));
        let watch = tokio::spawn(self.waken(end.clone()));
        Werker::new(self, &leider, &end).work().await;
        end.cancel();
        let _ = tokio::join!(beat, plan, watch);
        if let Some(leider) = Arc::into_inner(leider)
            && let Err(error) = leider.release().await
        {
            warn!(code = error.code(), "the lead could not be given back; the server will free it");
        }
    }

    /// Starts what is due, every second.
    fn plan(
        &self,
        leider: Arc<Leider>,
        end: CancellationToken,
    ) -> impl Future<Output = ()> + Send + 'static {
        let (db, config, klok) =
            (self.db.clone(), Arc::clone(&self.config), Arc::clone(&self.klok));
        async move {
            while !end.is_cancelled() {
                let plans = (config.plans.as_slice(), config.schedule.timezone);
                match planner::tik(&db, &leider, plans, klok.nu()).await {
                    Ok(started) => {
                        for (plan, moment, gestart) in started {
                            tell(&plan, &moment.to_rfc3339(), gestart);
                        }
                    }
                    Err(error @ load::Error::LeaderLost { .. }) => {
                        warn!(code = error.code(), "{error}");
                        end.cancel();
                    }
                    Err(error) => warn!(code = error.code(), "cannot plan now: {error}"),
                }
                let _ = timeout(TICK, end.cancelled()).await;
            }
        }
    }
}

fn tell(plan: &str, moment: &str, gestart: Gestart) {
    match gestart {
        Gestart::Nieuw(request) => info!(plan, moment, request, "its time has come"),
        Gestart::Samengevoegd(request) => {
            warn!(plan, moment, request, "an earlier moment still waits: one run does both");
        }
        Gestart::Bestond => info!(plan, moment, "was started before"),
    }
}

/// Lets know that this instance lives; ends everything when it no longer leads.
async fn beat(leider: Arc<Leider>, end: CancellationToken) {
    while !end.is_cancelled() {
        if let Err(error) = leider.beat().await {
            warn!(code = error.code(), "{error}");
            end.cancel();
        }
        let _ = timeout(BEAT, end.cancelled()).await;
    }
}
