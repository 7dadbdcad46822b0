//! Signals, once a minute, by the instance that leads.

use core::time::Duration;
use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;
use tokio::time::timeout;
use tokio_util::sync::CancellationToken;
use tracing::warn;

use super::Dienst;
use crate::clock;
use crate::config::Plan;
use crate::signaal::{Gepland, Wacht};

/// How often it is judged how things stand.
const MINUTE: Duration = Duration::from_mins(1);
/// How far back planned moments are looked at: a night that is later than that was told of before.
const LOOK_BACK: TimeDelta = TimeDelta::days(2);
/// Most moments of one plan; one of every minute is judged by its newest.
const MOMENTS_MAX: usize = 100;

impl Dienst {
    /// Judges and tells until `end`.
    pub(super) fn waken(
        &self,
        end: CancellationToken,
    ) -> impl Future<Output = ()> + Send + 'static {
        let (db, config, klok) =
            (self.db.clone(), Arc::clone(&self.config), Arc::clone(&self.klok));
        async move {
            let mut wacht = None;
            while !end.is_cancelled() {
                if wacht.is_none() {
                    // A database that is away now may be there in a minute.
                    wacht = match Wacht::new(&config, db.clone()).await {
                        Ok(made) => Some(made),
                        Err(error) => {
                            warn!("no signals now: {error:#}");
                            None
                        }
                    };
                }
                if let Some(wacht) = &wacht {
                    let nu = klok.nu();
                    let gepland = gepland(&config.plans, config.schedule.timezone, nu);
                    tokio::select! {
                        told = wacht.tik(nu, &gepland) => if let Err(error) = told {
                            warn!(code = error.code(), "no signals now: {error}");
                        },
                        () = end.cancelled() => {}
                    }
                }
                let _ = timeout(MINUTE, end.cancelled()).await;
            }
        }
    }
}

/// The newest planned moments of every plan, not after `nu`.
fn gepland(plans: &[Plan], zone: Tz, nu: DateTime<Utc>) -> Vec<Gepland> {
    let mut found = Vec::new();
    for plan in plans {
        for schedule in &plan.at {
            let mut until = nu;
            for _ in 0..MOMENTS_MAX {
                let bounds = (nu - LOOK_BACK, until);
                let Some(moment) = clock::latest(schedule, zone, bounds, |_| true) else { break };
                found.push(Gepland { plan: plan.name.clone(), moment });
                until = moment - TimeDelta::seconds(1);
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nights_of_two_days_are_looked_at() {
        let plan = Plan {
            name: "nightly".to_owned(),
            at: vec!["0 0 4 * * *".parse().unwrap()],
            sources: Vec::new(),
            catch_up: true,
            jitter_seconds: 0,
        };
        let nu = "2026-11-22T12:00:00Z".parse().unwrap();
        let moments: Vec<String> = gepland(&[plan], chrono_tz::Europe::Amsterdam, nu)
            .iter()
            .map(|gepland| gepland.moment.to_rfc3339())
            .collect();
        assert_eq!(moments, ["2026-11-22T03:00:00+00:00", "2026-11-21T03:00:00+00:00"]);
    }
}
