//! `[lineage]`: where OpenLineage events go.

use std::path::Path;

use serde::Deserialize;

use super::error::Fault;

/// The section as it is written.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct RawLineage {}

/// The section, checked.
#[derive(Debug, Clone, Default)]
pub struct Lineage {}

/// Checks the section; relative paths start at `base`.
#[expect(clippy::unnecessary_wraps, reason = "the keys come with what uses them")]
pub(super) fn check_lineage(raw: &RawLineage, _base: &Path) -> Result<Lineage, Fault> {
    let RawLineage {} = raw;
    Ok(Lineage {})
}

/// The section in force, as TOML, with every secret masked.
pub(super) fn write_lineage(out: &mut String, section: &Lineage) -> std::fmt::Result {
    let (Lineage {}, _) = (section, out);
    Ok(())
}
