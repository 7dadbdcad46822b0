//! `[archive]`: what becomes of files that were read.

use std::fmt::Write;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::check::Section;
use super::error::Fault;

/// The section as it is written.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct RawArchive {
    pub(super) mode: Option<String>,
    pub(super) keep_days: Option<i64>,
}

/// What becomes of a file once the ledger has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ArchiveMode {
    /// It stays where it is.
    #[default]
    Off,
    /// It stays, and a copy is kept.
    Copy,
    /// It goes to the archive.
    Move,
}

impl ArchiveMode {
    /// The word in the configuration.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Off => "off",
            Self::Copy => "copy",
            Self::Move => "move",
        }
    }
}

/// The section, checked.
#[derive(Debug, Clone)]
pub struct Archive {
    /// What becomes of a file.
    pub mode: ArchiveMode,
    /// Days that an archived file is kept; 0: for ever.
    pub keep_days: u32,
    /// The folder.
    pub folder: PathBuf,
}

/// Checks the section; the archive is in `data_dir`.
pub(super) fn check_archive(raw: RawArchive, data_dir: &Path) -> Result<Archive, Fault> {
    let section = Section::new("archive");
    let words =
        [("off", ArchiveMode::Off), ("copy", ArchiveMode::Copy), ("move", ArchiveMode::Move)];
    let mode = section.word("mode", raw.mode, &words)?.unwrap_or_default();
    let keep_days = section.number("keep_days", raw.keep_days, (0, 36_500), 0)?;
    Ok(Archive { mode, keep_days, folder: data_dir.join("archive") })
}

/// The section in force, as TOML.
pub(super) fn write_archive(out: &mut String, section: &Archive) -> std::fmt::Result {
    let Archive { mode, keep_days, folder: _ } = section;
    writeln!(out, "\n[archive]\nmode = \"{}\"\nkeep_days = {keep_days}", mode.code())
}
