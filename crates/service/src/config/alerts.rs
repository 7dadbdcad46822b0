//! `[alerts]`: when people are told, and by which way.

use std::path::Path;

use serde::Deserialize;

use super::error::Fault;

/// The section as it is written.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct RawAlerts {}

/// The section, checked.
#[derive(Debug, Clone, Default)]
pub struct Alerts {}

/// Checks the section; relative paths start at `base`.
#[expect(clippy::unnecessary_wraps, reason = "the keys come with what uses them")]
pub(super) fn check_alerts(raw: &RawAlerts, _base: &Path) -> Result<Alerts, Fault> {
    let RawAlerts {} = raw;
    Ok(Alerts {})
}

/// The section in force, as TOML, with every secret masked.
pub(super) fn write_alerts(out: &mut String, section: &Alerts) -> std::fmt::Result {
    let (Alerts {}, _) = (section, out);
    Ok(())
}
