//! `[archive]`: what becomes of files that were read.

use std::path::Path;

use serde::Deserialize;

use super::error::Fault;

/// The section as it is written.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct RawArchive {}

/// The section, checked.
#[derive(Debug, Clone, Default)]
pub struct Archive {}

/// Checks the section; relative paths start at `base`.
#[expect(clippy::unnecessary_wraps, reason = "the keys come with what uses them")]
pub(super) fn check_archive(raw: &RawArchive, _base: &Path) -> Result<Archive, Fault> {
    let RawArchive {} = raw;
    Ok(Archive {})
}

/// The section in force, as TOML, with every secret masked.
pub(super) fn write_archive(out: &mut String, section: &Archive) -> std::fmt::Result {
    let (Archive {}, _) = (section, out);
    Ok(())
}
