//! `[[plan]]`: schedules beside `schedule.nightly`, each for some sources.

use core::fmt::Write;

use cron::Schedule;
use serde::Deserialize;

use super::check::{Section, times};
use super::error::Fault;
use super::show::{list, text};

/// Name of the plan that `schedule.nightly` is.
pub const NIGHTLY: &str = "nightly";

/// Seconds over which runs of one moment may be spread.
const JITTER_MAX: i64 = 3600;

/// A schedule as it is written.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct RawPlan {
    pub(super) name: Option<String>,
    pub(super) at: Option<Vec<String>>,
    pub(super) sources: Option<Vec<String>>,
    pub(super) catch_up: Option<bool>,
    pub(super) jitter_seconds: Option<i64>,
}

/// A schedule: when which sources are loaded.
#[derive(Debug, Clone)]
pub struct Plan {
    /// Name in `beheer.planning`.
    pub name: String,
    /// Its times, in the zone of the schedule.
    pub at: Vec<Schedule>,
    /// Names of sources; empty: all.
    pub sources: Vec<String>,
    /// Whether the last moment that was missed is started after all.
    pub catch_up: bool,
    /// Seconds that a start may be later than its moment, the same for one moment everywhere.
    pub jitter_seconds: u32,
}

/// Checks the schedules; `schedule.nightly` is the plan `nightly` of all sources.
pub(super) fn check_plans(
    raw: Vec<RawPlan>,
    nightly: Option<&Schedule>,
    sources: &[String],
) -> Result<Vec<Plan>, Fault> {
    let mut plans: Vec<Plan> = Vec::new();
    plans.extend(nightly.map(|nightly| Plan {
        name: NIGHTLY.to_owned(),
        at: vec![nightly.clone()],
        sources: Vec::new(),
        catch_up: true,
        jitter_seconds: 0,
    }));
    for (index, raw) in raw.into_iter().enumerate() {
        let section = Section::nth("plan", index);
        let plan = check_plan(section, raw, sources)?;
        if plan.name == NIGHTLY || plans.iter().any(|other| other.name == plan.name) {
            let other = if plan.name == NIGHTLY { " (it is schedule.nightly)" } else { "" };
            let message = format!("a second plan named `{}`{other}", plan.name);
            return Err(section.fault("name", message));
        }
        plans.push(plan);
    }
    Ok(plans)
}

fn check_plan(section: Section, raw: RawPlan, sources: &[String]) -> Result<Plan, Fault> {
    let name = section.require("name", raw.name)?;
    let is_plain =
        |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"_-".contains(&byte);
    if name.is_empty() || name.len() > 40 || !name.bytes().all(is_plain) {
        return Err(section.fault("name", "use 1 to 40 of a-z, 0-9, `_` and `-`"));
    }
    let at = section.require("at", raw.at)?;
    if at.is_empty() {
        return Err(section.fault("at", "an empty list: name at least one time"));
    }
    let at = at.iter().map(|text| times(section, "at", text)).collect::<Result<_, _>>()?;
    let wanted = raw.sources.unwrap_or_default();
    if let Some(unknown) = wanted.iter().find(|name| !sources.contains(name)) {
        let known = sources.join(", ");
        let message = format!("there is no source `{unknown}` (known: {known})");
        return Err(section.fault("sources", message));
    }
    let jitter = section.number("jitter_seconds", raw.jitter_seconds, (0, JITTER_MAX), 0)?;
    let catch_up = raw.catch_up.unwrap_or(true);
    Ok(Plan { name, at, sources: wanted, catch_up, jitter_seconds: jitter })
}

/// The schedules in force, as TOML; `nightly` stands in its own section.
pub(super) fn write_plans(out: &mut String, plans: &[Plan]) -> core::fmt::Result {
    for plan in plans.iter().filter(|plan| plan.name != NIGHTLY) {
        let at = plan.at.iter().map(ToString::to_string);
        writeln!(out, "\n[[plan]]\nname = {}\nat = {}", text(&plan.name), list(at))?;
        writeln!(out, "sources = {}\ncatch_up = {}", list(&plan.sources), plan.catch_up)?;
        writeln!(out, "jitter_seconds = {}", plan.jitter_seconds)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::{Config, load, show};

    const BASE: &str = "[database]\nurl = \"embedded\"\n[paths]\ndata_dir = \"var\"\n[privacy]\n\
         key_file = \"k\"\n[[source]]\nname = \"berichten\"\nkind = \"ggk\"\npath = \"inbox\"\n\
         [schedule]\nnightly = \"0 4 * * *\"\n";

    fn plans(text: &str) -> Result<Config, String> {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("sluis.toml");
        std::fs::write(&file, format!("{BASE}{text}")).unwrap();
        load(&file, &Vec::new())
            .map_err(|error| error.to_string().replace(folder.path().to_str().unwrap(), "DIR"))
    }

    #[test]
    fn the_nightly_is_the_first_plan_and_others_come_after() {
        let config = plans(
            "[[plan]]\nname = \"dag\"\nat = [\"0 0 9,13 * * Mon-Fri\", \"30 17 * * *\"]\n\
             sources = [\"berichten\"]\ncatch_up = false\njitter_seconds = 60\n",
        )
        .unwrap();
        let names: Vec<&str> = config.plans.iter().map(|plan| plan.name.as_str()).collect();
        assert_eq!(names, ["nightly", "dag"]);
        let dag = &config.plans[1];
        assert_eq!((dag.at.len(), dag.catch_up, dag.jitter_seconds), (2, false, 60));
        assert!(show(&config).contains("[[plan]]\nname = \"dag\""), "{}", show(&config));
    }

    #[test]
    fn a_wrong_plan_is_refused_with_its_place() {
        let times = "want seconds minutes hours days months weekdays, such as \"0 0 4 * * *\"";
        for (text, expect) in [
            ("at = [\"0 4 * * *\"]", "DIR/sluis.toml:14:1: `plan.name` is missing".to_owned()),
            ("name = \"a\"", "DIR/sluis.toml:14:1: `plan.at` is missing".to_owned()),
            (
                "name = \"a\"\nat = []",
                "DIR/sluis.toml:15:6: at: an empty list: name at least one time".to_owned(),
            ),
            (
                "name = \"a\"\nat = [\"vroeg\"]",
                format!("DIR/sluis.toml:15:6: at: `vroeg` is not a schedule: {times}"),
            ),
            (
                "name = \"nightly\"\nat = [\"0 4 * * *\"]",
                "DIR/sluis.toml:14:8: name: a second plan named `nightly` (it is schedule.nightly)"
                    .to_owned(),
            ),
            (
                "name = \"a\"\nat = [\"0 4 * * *\"]\nsources = [\"zaken\"]",
                "DIR/sluis.toml:16:11: sources: there is no source `zaken` (known: berichten)"
                    .to_owned(),
            ),
            (
                "name = \"a\"\nat = [\"0 4 * * *\"]\njitter_seconds = 4000",
                "DIR/sluis.toml:16:18: jitter_seconds: 4000 is not between 0 and 3600".to_owned(),
            ),
        ] {
            assert_eq!(plans(&format!("[[plan]]\n{text}\n")).unwrap_err(), expect);
        }
    }
}
