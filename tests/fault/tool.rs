//! What a row needs of the machine. What is not there is told, never passed over.

use std::fmt;
use std::path::PathBuf;

use anyhow::Result;

/// A row that could not be run here.
#[derive(Debug)]
pub(crate) struct NotRun {
    why: String,
    /// Whether the machine should have had it.
    pub(crate) is_lacking: bool,
}

impl fmt::Display for NotRun {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.why)
    }
}

impl std::error::Error for NotRun {}

/// Checks that `program` is there.
///
/// # Errors
/// [`NotRun`].
pub(crate) fn need(program: &str, package: &str) -> Result<()> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let is_there = std::env::split_paths(&path).any(|folder| folder.join(program).is_file());
    if is_there { Ok(()) } else { Err(lacking(program, package).into()) }
}

/// The library that sets the clock of one program.
///
/// # Errors
/// [`NotRun`].
pub(crate) fn faketime() -> Result<PathBuf> {
    let folders = std::fs::read_dir("/usr/lib").into_iter().flatten().flatten();
    let mut found = folders.map(|folder| folder.path().join("faketime/libfaketimeMT.so.1"));
    Ok(found.find(|file| file.is_file()).ok_or_else(|| lacking("libfaketime", "faketime"))?)
}

/// What this machine does not let us do; no fault of it, but told.
pub(crate) fn not_allowed(why: &str) -> anyhow::Error {
    NotRun { why: why.trim().to_owned(), is_lacking: false }.into()
}

/// What can be had is not there: where CI runs that is a fault of the machine.
fn lacking(what: &str, package: &str) -> NotRun {
    let why = format!("{what} is not installed: apt-get install {package}");
    NotRun { why, is_lacking: true }
}
