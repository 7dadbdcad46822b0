//! Signals to people: what is wrong, since when, what to do, and that it is over.
//!
//! The service makes one [`Wacht`] and, while it leads, calls [`Wacht::tik`] every minute with the moment and with the
//! planned moments of the last two days. A tick reads how things stand, lets every rule judge ([`beoordeel`], a pure
//! function), writes down what began, changed or is over together with a message for each channel (one transaction), and
//! delivers what is due. A message that was not delivered comes back after 1, 2, 4 .. 60 minutes, whatever happened to
//! the process in between; each has a name of its own (Message-ID), so that one that comes twice can be told.
//!
//! ```text
//! let wacht = Wacht::new(&config, db.clone()).await?;
//! // each minute, only the leader:
//! if let Err(error) = wacht.tik(now, &planned).await { warn!(..) }
//! ```
//!
//! When the database is away nothing is judged: `/readyz` tells that.

mod kanaal;
#[cfg(test)]
pub(crate) mod nep;
mod regel;
mod tekst;

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;
use load::Db;
use load::signaal as opslag;
use tokio::task::JoinSet;
use tracing::{info, warn};
use uuid::Uuid;

use crate::config::{Config, Drempels};

pub use kanaal::{Brief, Kanaal, KanaalFout};
pub use regel::{Beeld, Gepland, REGELS, Schijf, beoordeel};

/// Messages of one channel in one tick: a channel that comes back after a week must not hold up the others.
const BERICHTEN_MAX: i64 = 100;

/// A run without a connection to the slot may be taking it again: the server was restarted. Longer than that takes.
const ZONDER_SLOT: TimeDelta = TimeDelta::minutes(5);

/// Watches the warehouse and tells people.
#[derive(Debug)]
pub struct Wacht {
    db: Db,
    omgeving: Uuid,
    drempels: Drempels,
    bronnen: Vec<String>,
    mappen: Vec<PathBuf>,
    tijdzone: Tz,
    base_url: Option<String>,
    kanalen: Vec<Arc<Kanaal>>,
    zonder_slot: Mutex<Option<(i64, DateTime<Utc>)>>,
}

/// What a tick did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tik {
    /// Messages that were made.
    pub gemeld: usize,
    /// Messages that a channel took.
    pub bezorgd: usize,
    /// Deliveries that failed and are tried again.
    pub mislukt: usize,
}

impl Wacht {
    /// Makes the channels of the configuration.
    ///
    /// # Errors
    /// When a channel cannot be made (a file of certificates that is none), or the database is away.
    pub async fn new(config: &Config, db: Db) -> anyhow::Result<Self> {
        let kanalen = Kanaal::of(&config.alerts).await?;
        Ok(Self {
            omgeving: opslag::omgeving(&db).await?,
            db,
            drempels: config.alerts.drempels.clone(),
            bronnen: config.sources.iter().map(|source| source.name.clone()).collect(),
            mappen: vec![config.paths.data_dir.clone()],
            tijdzone: config.schedule.timezone,
            base_url: config.serve.link_base(),
            kanalen: kanalen.into_iter().map(Arc::new).collect(),
            zonder_slot: Mutex::new(None),
        })
    }

    /// Judges how things stand at `nu`, tells what is new, and delivers what is due. `gepland` holds, for every plan,
    /// at least the newest moments before `nu`; a plan without moments is not judged.
    ///
    /// It may take as long as its channels (`alerts.timeout_seconds` each, side by side): do not let a planner wait.
    ///
    /// # Errors
    /// Of the database. A channel that fails is in the log and in the ledger.
    pub async fn tik(&self, nu: DateTime<Utc>, gepland: &[Gepland]) -> Result<Tik, load::Error> {
        let namen: Vec<String> =
            self.kanalen.iter().map(|kanaal| kanaal.naam().to_owned()).collect();
        let stand = opslag::stand(&self.db, nu, self.tijdzone.name()).await?;
        let open = opslag::signalen(&self.db, true).await?;
        let schijven: Vec<Schijf> = self.mappen.iter().filter_map(|map| schijf(map)).collect();
        let beeld = Beeld {
            stand: &stand,
            gecrasht: self.is_lang_weg(stand.zonder_slot, nu),
            schijven: &schijven,
            gepland,
            drempels: &self.drempels,
            bronnen: &self.bronnen,
            open: &open,
            tijdzone: self.tijdzone,
            nu,
        };
        let nieuw = beoordeel(&beeld);
        // What could not be looked at is not over.
        let is_judged = |regel: &&&str| **regel != regel::SCHIJF_VOL || !schijven.is_empty();
        let judged: Vec<&str> = REGELS.iter().filter(is_judged).copied().collect();
        let over = |rij: &opslag::SignaalRij| tekst::over(rij);
        let gemeld =
            opslag::verwerk(&self.db, nu, (&nieuw, judged.as_slice()), &namen, over).await?;
        if gemeld > 0 {
            info!(messages = gemeld, open = nieuw.len(), "signals changed");
        }
        let lapsed = opslag::vervallen(&self.db, &namen).await?;
        if lapsed > 0 {
            warn!(messages = lapsed, "messages wait for channels that are not configured any more");
        }
        let (bezorgd, mislukt) = self.bezorg(nu).await?;
        Ok(Tik { gemeld, bezorgd, mislukt })
    }

    /// The run that has been without its slot for longer than a connection takes to come back.
    fn is_lang_weg(&self, run_id: Option<i64>, nu: DateTime<Utc>) -> Option<i64> {
        let mut known = self.zonder_slot.lock().unwrap_or_else(PoisonError::into_inner);
        *known = run_id.map(|run_id| match *known {
            Some((other, sinds)) if other == run_id => (run_id, sinds),
            _ => (run_id, nu),
        });
        known.filter(|(_, sinds)| nu - *sinds >= ZONDER_SLOT).map(|(run_id, _)| run_id)
    }

    /// Delivers what is due, the channels side by side.
    async fn bezorg(&self, nu: DateTime<Utc>) -> Result<(usize, usize), load::Error> {
        let mut channels = JoinSet::new();
        for kanaal in &self.kanalen {
            let berichten = opslag::claim(&self.db, kanaal.naam(), nu, BERICHTEN_MAX).await?;
            if berichten.is_empty() {
                continue;
            }
            let brieven: Vec<(i64, Brief)> =
                berichten.iter().map(|bericht| (bericht.melding_id, self.brief(bericht))).collect();
            let (db, kanaal) = (self.db.clone(), Arc::clone(kanaal));
            channels.spawn(async move { bezorg_kanaal(&db, &kanaal, &brieven, nu).await });
        }
        let (mut bezorgd, mut mislukt) = (0, 0);
        while let Some(joined) = channels.join_next().await {
            let (well, ill) = joined.map_err(|_| load::Error::WorkerLost)??;
            bezorgd += well;
            mislukt += ill;
        }
        Ok((bezorgd, mislukt))
    }

    fn brief(&self, bericht: &opslag::Bericht) -> Brief {
        Brief::new(bericht, self.omgeving, self.base_url.as_deref(), self.tijdzone)
    }
}

/// Delivers in order; after a failure the rest of the channel waits for the next time too.
async fn bezorg_kanaal(
    db: &Db,
    kanaal: &Kanaal,
    brieven: &[(i64, Brief)],
    nu: DateTime<Utc>,
) -> Result<(usize, usize), load::Error> {
    let mut bezorgd = 0;
    for (melding_id, brief) in brieven {
        if let Err(fout) = kanaal.stuur(brief).await {
            warn!(channel = kanaal.naam(), message_id = melding_id, "not delivered: {fout}");
            opslag::mislukt(db, *melding_id, kanaal.naam(), &fout.to_string()).await?;
            return Ok((bezorgd, brieven.len() - bezorgd));
        }
        opslag::bezorgd(db, *melding_id, kanaal.naam(), nu).await?;
        info!(channel = kanaal.naam(), message_id = melding_id, "delivered");
        bezorgd += 1;
    }
    Ok((bezorgd, 0))
}

/// Free space of the volume of a folder, or of the nearest folder above it that is there.
fn schijf(map: &Path) -> Option<Schijf> {
    let found = map.ancestors().find_map(|folder| rustix::fs::statvfs(folder).ok())?;
    Some(Schijf {
        map: map.display().to_string(),
        vrij: found.f_bavail.saturating_mul(found.f_frsize),
        totaal: found.f_blocks.saturating_mul(found.f_frsize),
    })
}

#[cfg(test)]
mod tests;
