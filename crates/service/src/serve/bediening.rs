//! What the pages know of the service.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use chrono::{DateTime, TimeDelta, Utc};
use web::{Bediening, BronInfo, Volgende};

use crate::config::{self, Config, Source, SourceKind};

use super::klok::Klok;
use super::planner;

/// The service as the pages see it.
pub(super) struct Toestand {
    pub(super) config: Arc<Config>,
    pub(super) klok: Arc<dyn Klok>,
    pub(super) is_leider: Arc<AtomicBool>,
}

impl Bediening for Toestand {
    fn nu(&self) -> DateTime<Utc> {
        self.klok.nu()
    }

    fn volgende(&self) -> Vec<Volgende> {
        volgende(&self.config, self.klok.nu())
    }

    fn bronnen(&self) -> Vec<BronInfo> {
        let info = |source: &Source| BronInfo {
            naam: source.name.clone(),
            soort: source.kind.code().to_owned(),
            plaats: match &source.kind {
                SourceKind::Ggk(source) => source.path.display().to_string(),
                SourceKind::Cbs(source) => source.table.to_string(),
                SourceKind::Zaaksysteem(source) => source.path.display().to_string(),
            },
        };
        self.config.sources.iter().map(info).collect()
    }

    fn instellingen(&self) -> String {
        config::show(&self.config)
    }

    /// The same limit as that of the alert `bron_verouderd`.
    fn leeftijd_max(&self, bron: &str) -> Option<TimeDelta> {
        let uren = self.config.alerts.drempels.uren_van(bron)?;
        Some(TimeDelta::hours(i64::from(uren)))
    }

    fn is_leider(&self) -> bool {
        self.is_leider.load(Ordering::Relaxed)
    }
}

/// When each source is loaded next by each plan, soonest first.
pub(crate) fn volgende(config: &Config, nu: DateTime<Utc>) -> Vec<Volgende> {
    let zone = config.schedule.timezone;
    let plans = config.plans.iter();
    let times = plans.filter_map(|plan| Some((plan, planner::volgende(plan, zone, nu)?)));
    let mut times: Vec<Volgende> = times
        .flat_map(|(plan, moment)| {
            let sources = config.sources.iter();
            let due = sources
                .filter(|source| plan.sources.is_empty() || plan.sources.contains(&source.name));
            due.map(move |source| Volgende {
                plan: plan.name.clone(),
                bron: source.name.clone(),
                moment,
            })
        })
        .collect();
    times.sort_by_key(|next| next.moment);
    times
}
