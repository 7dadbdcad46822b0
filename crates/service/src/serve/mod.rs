//! `sluis serve`: planner, queue, pages and the service manager, in one process.
//!
//! One instance leads (`leiden`): it plans ([`planner`]) and does what is asked in `beheer.verzoek` (`werker`), one
//! run at a time. Another on the same warehouse serves pages and waits. A request to stop is answered within ten
//! seconds: the transaction in hand is finished or rolled back, the run is marked cancelled, and its request goes back
//! to the queue, so that the next start goes on from there.

mod bediening;
mod herhaal;
mod klok;
mod leiden;
mod melding;
pub mod planner;
mod poort;
mod wacht;
mod werker;

use core::time::Duration;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use axum::serve::ListenerExt as _;
use load::Db;
use tokio::net::TcpListener;
use tokio::time::timeout;
use tokio_util::sync::CancellationToken;
use tracing::{info, warn};
use web::Omgeving;

use crate::config::Config;
use crate::meting::{self, Meting};
use crate::run::Waarnemer;

use bediening::Toestand;
use poort::{Poort, STIL_MAX, VERBINDINGEN_MAX};

pub(crate) use bediening::volgende;
pub use klok::{Klok, Systeemklok};
pub use melding::Melder;

/// How long a page that is being served may hold up the end.
const PAGE_GRACE: Duration = Duration::from_millis(500);
/// How long everything else may take, a server that does not answer included.
const STOP_MAX: Duration = Duration::from_millis(8200);

/// How often what is over is cleared.
const TIDY: Duration = Duration::from_mins(1);

/// Version of the program.
const VERSIE: &str = env!("CARGO_PKG_VERSION");

/// Why the service could not begin.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ServeError {
    /// Its address is taken, or not of this machine.
    #[error("cannot listen on {address}")]
    Listen {
        /// The address of `serve.listen`.
        address: SocketAddr,
        /// Why.
        source: std::io::Error,
    },
}

/// The service, ready to begin.
pub struct Dienst {
    /// The configuration.
    pub config: Arc<Config>,
    /// The warehouse, with a checked schema.
    pub db: Db,
    /// The same for the pages: connections of their own, so that no number of visitors holds up a run.
    pub paginas: Db,
    /// The clock.
    pub klok: Arc<dyn Klok>,
    /// The service manager.
    pub melder: Melder,
    /// Who is told how runs go.
    pub waarnemer: Option<Arc<dyn Waarnemer>>,
}

impl Dienst {
    /// Serves until `stop`.
    ///
    /// # Errors
    /// `Listen`; whatever happens later is told in the log and tried again.
    pub async fn serve(&self, stop: CancellationToken) -> Result<(), ServeError> {
        let address = self.config.serve.listen;
        let fault = |source| ServeError::Listen { address, source };
        let listener = TcpListener::bind(address).await.map_err(fault)?;
        let address = listener.local_addr().map_err(fault)?;
        let is_leider = Arc::new(AtomicBool::new(false));
        let pages = tokio::spawn(self.pages(listener, &is_leider, stop.clone()));
        if let Some(waakhond) = self.melder.waakhond {
            tokio::spawn(watch(self.melder.clone(), waakhond, stop.clone()));
        }
        tokio::spawn(stopping(self.melder.clone(), stop.clone()));
        info!(%address, version = VERSIE, "serving");
        self.melder.tell("READY=1");
        tokio::select! {
            () = self.leiden(&is_leider, &stop) => {}
            () = after(&stop, STOP_MAX) => warn!("stopped at once: the database does not answer"),
        }
        if timeout(PAGE_GRACE, pages).await.is_err() {
            warn!("a page was still being served; its connection is closed");
        }
        info!("stopped");
        Ok(())
    }

    /// The pages, until `stop`.
    fn pages(
        &self,
        listener: TcpListener,
        is_leider: &Arc<AtomicBool>,
        stop: CancellationToken,
    ) -> impl Future<Output = ()> + Send + 'static {
        let bediening = Toestand {
            config: Arc::clone(&self.config),
            klok: Arc::clone(&self.klok),
            is_leider: Arc::clone(is_leider),
        };
        let omgeving = Omgeving {
            db: self.paginas.clone(),
            feiten: self.db.clone(),
            bediening: Arc::new(bediening),
            tijdzone: self.config.schedule.timezone,
            versie: VERSIE,
            signin: self.config.signin.settings(&self.config.serve),
        };
        let (klok, leads) = (Arc::clone(&self.klok), Arc::clone(is_leider));
        let dienst = meting::Dienst {
            nu: Arc::new(move || klok.nu()),
            is_leider: Arc::new(move || leads.load(Ordering::Relaxed)),
        };
        let meting = Meting::new(self.paginas.clone(), self.db.clone(), dienst);
        let pages = meting::tel(Arc::clone(&meting), web::router(omgeving.clone()));
        // Machines ask without signing in.
        let router = meting::router(meting).merge(pages);
        async move {
            let tidy = tokio::spawn(tidy(omgeving, stop.clone()));
            // Attempts to sign in are counted by address too.
            let router = router.into_make_service_with_connect_info::<SocketAddr>();
            // `tap_io` hands on the address of the visitor.
            let poort = Poort::new(listener, VERBINDINGEN_MAX, STIL_MAX).tap_io(|_| {});
            let served = axum::serve(poort, router).with_graceful_shutdown(stop.cancelled_owned());
            if let Err(error) = served.await {
                warn!("the web server stopped: {error}");
            }
            tidy.abort();
        }
    }
}

/// Clears sessions and attempts to sign in that are over, every minute.
async fn tidy(omgeving: Omgeving, stop: CancellationToken) {
    while timeout(TIDY, stop.cancelled()).await.is_err() {
        if let Err(error) = web::ruim_op(&omgeving).await {
            warn!(code = error.code(), "old sessions could not be cleared");
        }
    }
}

/// Ends `time` after `stop`.
async fn after(stop: &CancellationToken, time: Duration) {
    stop.cancelled().await;
    tokio::time::sleep(time).await;
}

/// Tells the service manager that the service stops, as soon as it does.
async fn stopping(melder: Melder, stop: CancellationToken) {
    stop.cancelled().await;
    melder.tell("STOPPING=1");
}

/// Tells the service manager that the service lives.
async fn watch(melder: Melder, waakhond: Duration, stop: CancellationToken) {
    while !stop.is_cancelled() {
        melder.tell("WATCHDOG=1");
        let _ = timeout(waakhond, stop.cancelled()).await;
    }
}
