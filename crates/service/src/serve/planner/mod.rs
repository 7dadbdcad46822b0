//! When what is due. Pure but for [`tik`], which asks and writes the state; the time comes in.

use chrono::{DateTime, SecondsFormat, TimeDelta, Utc};
use chrono_tz::Tz;
use load::Db;
use load::dienst::{self, Gestart, Leider, Moment, Opdracht};
use ring::digest::{SHA256, digest};
use uuid::{Builder, Uuid};

use crate::clock;
use crate::config::Plan;

/// A start that is later than this was missed; a plan that does not catch up lets it go.
const TE_LAAT: TimeDelta = TimeDelta::minutes(10);

/// What is to be done about a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Besluit {
    /// Nothing is due.
    Niets,
    /// Nothing up to this moment is to be started any more.
    Vastleggen(DateTime<Utc>),
    /// The work of this moment.
    Starten(DateTime<Utc>),
}

/// Decides what is due of `plan`, of which everything up to `laatste` was dealt with.
///
/// Of several moments that were missed only the last counts: its run does the work of all. A plan that is new begins
/// now. A clock that went back begins again from where it is: a moment that was started before has a key, so it does
/// not start twice, and moments that never came do.
pub fn besluit(
    plan: &Plan,
    zone: Tz,
    laatste: Option<DateTime<Utc>>,
    nu: DateTime<Utc>,
) -> Besluit {
    let Some(laatste) = laatste.filter(|laatste| *laatste <= nu) else {
        return Besluit::Vastleggen(nu);
    };
    let is_due = |moment: DateTime<Utc>| moment + jitter(plan, moment) <= nu;
    let moments = plan.at.iter().filter_map(|at| clock::latest(at, zone, (laatste, nu), is_due));
    match moments.max() {
        None => Besluit::Niets,
        Some(moment) if plan.catch_up => Besluit::Starten(moment),
        Some(moment) if nu - moment - jitter(plan, moment) <= TE_LAAT => Besluit::Starten(moment),
        Some(moment) => Besluit::Vastleggen(moment),
    }
}

/// How much later than its moment a start is: made from plan and moment, so every instance waits as long.
fn jitter(plan: &Plan, moment: DateTime<Utc>) -> TimeDelta {
    let sleutel = sleutel(&plan.name, moment);
    let number =
        sleutel.as_bytes().iter().take(4).fold(0_u32, |sum, byte| sum << 8 | u32::from(*byte));
    let seconds = number.checked_rem(plan.jitter_seconds.saturating_add(1)).unwrap_or_default();
    TimeDelta::seconds(i64::from(seconds))
}

/// The key of a moment: the same in every instance, so that whoever asks, it starts once.
pub fn sleutel(plan: &str, moment: DateTime<Utc>) -> Uuid {
    let moment = moment.to_rfc3339_opts(SecondsFormat::Secs, true);
    let hash = digest(&SHA256, format!("sluis plan {plan} {moment}").as_bytes());
    let mut bytes = [0; 16];
    for (byte, from) in bytes.iter_mut().zip(hash.as_ref()) {
        *byte = *from;
    }
    Builder::from_custom_bytes(bytes).into_uuid()
}

/// The next start of `plan` after `nu`, jitter included.
pub fn volgende(plan: &Plan, zone: Tz, nu: DateTime<Utc>) -> Option<DateTime<Utc>> {
    // A moment that has come may still wait for its jitter.
    let from = nu - TimeDelta::seconds(i64::from(plan.jitter_seconds));
    let moments = plan.at.iter().flat_map(|at| {
        let count = if plan.jitter_seconds == 0 { 1 } else { 100 };
        clock::upcoming(at, zone, from, count)
    });
    let moments = moments.map(|moment| moment.with_timezone(&Utc));
    moments.map(|moment| moment + jitter(plan, moment)).filter(|start| *start > nu).min()
}

/// Starts what is due of every plan. Gives what was started.
///
/// # Errors
/// `LeaderLost` when another instance leads, or `Database`; what was started before stays.
pub async fn tik(
    db: &Db,
    leider: &Leider,
    (plannen, zone): (&[Plan], Tz),
    nu: DateTime<Utc>,
) -> Result<Vec<(String, DateTime<Utc>, Gestart)>, load::Error> {
    let mut started = Vec::new();
    if plannen.is_empty() {
        return Ok(started);
    }
    let stand = dienst::stand(db).await?;
    for plan in plannen {
        match besluit(plan, zone, stand.get(&plan.name).copied(), nu) {
            Besluit::Niets => {}
            Besluit::Vastleggen(moment) => {
                dienst::register(db, leider, &plan.name, moment).await?;
            }
            Besluit::Starten(moment) => {
                let wat = Moment {
                    plan: &plan.name,
                    moment,
                    sleutel: sleutel(&plan.name, moment),
                    opdracht: Opdracht::Run {
                        bronnen: plan.sources.clone(),
                        peildatum: None,
                        is_bevestigd: false,
                    },
                };
                let gestart = dienst::start(db, leider, &wat).await?;
                started.push((plan.name.clone(), moment, gestart));
            }
        }
    }
    Ok(started)
}

#[cfg(test)]
mod tests;
