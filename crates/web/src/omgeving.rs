//! What every page works with.

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;
use load::Db;

use crate::aanmelding::AanmeldInstellingen;

/// What only the service knows. The time is asked here and nowhere else, so that tests set it.
pub trait Bediening: Send + Sync + 'static {
    /// The moment.
    fn nu(&self) -> DateTime<Utc>;
    /// When each source is loaded next, soonest first.
    fn volgende(&self) -> Vec<Volgende>;
    /// The sources of the configuration, in its order.
    fn bronnen(&self) -> Vec<BronInfo>;
    /// The configuration in force as TOML, every secret masked.
    fn instellingen(&self) -> String;
    /// Whether this instance starts the runs; another one does when not.
    fn is_leider(&self) -> bool;
    /// How old the newest success of a planned source may be before it wants a hand; `None`: that is never told. A night
    /// and a morning when nothing else is set.
    fn leeftijd_max(&self, _bron: &str) -> Option<TimeDelta> {
        Some(TimeDelta::hours(36))
    }
}

/// A planned load.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Volgende {
    /// Name of the plan.
    pub plan: String,
    /// Source.
    pub bron: String,
    /// When.
    pub moment: DateTime<Utc>,
}

/// A source as it is configured.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BronInfo {
    /// Name in the ledger.
    pub naam: String,
    /// `ggk`, `cbs` or `zaaksysteem`.
    pub soort: String,
    /// Where it comes from: a folder, or a table of CBS.
    pub plaats: String,
}

/// The surroundings of the pages.
#[derive(Clone)]
pub struct Omgeving {
    /// The warehouse, by a login that needs the ledger, the queue and the views of `mart` and nothing else.
    pub db: Db,
    /// The warehouse by a login that reads records too, for the story of a chain and nothing else.
    pub feiten: Db,
    /// The service.
    pub bediening: Arc<dyn Bediening>,
    /// Zone in which moments are shown.
    pub tijdzone: Tz,
    /// Version of the program.
    pub versie: &'static str,
    /// How people sign in.
    pub signin: AanmeldInstellingen,
}
