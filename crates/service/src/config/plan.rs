//! `[[plan]]`: schedules beside `schedule.nightly`, each for some sources.

use serde::Deserialize;

use super::error::Fault;
use super::raw::RawSchedule;

/// A schedule as it is written.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct RawPlan {
    pub(super) name: Option<String>,
}

/// A schedule: when which sources are loaded.
#[derive(Debug, Clone)]
pub struct Plan {
    /// Name in `beheer.planning`.
    pub name: String,
}

/// Checks the schedules; `schedule.nightly` is the plan `nightly` of all sources.
pub(super) fn check_plans(raw: Vec<RawPlan>, _schedule: &RawSchedule) -> Result<Vec<Plan>, Fault> {
    let name = |raw: RawPlan| Plan { name: raw.name.unwrap_or_default() };
    Ok(raw.into_iter().map(name).collect())
}
