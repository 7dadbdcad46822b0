//! `sluis csv verken`, `check` and `vergeet`.

mod check;
mod vergeet;
mod verken;

use std::fs::File;
use std::path::Path;

use extract_zaaksysteem::Mapping;

use super::exit::{Exit, Failure};
use super::output::thousands;

pub(super) use check::check;
pub(super) use vergeet::vergeet;
pub(super) use verken::verken;

/// Reads and checks a mapping file.
pub(super) fn read_mapping(path: &Path) -> Result<Mapping, Failure> {
    Ok(crate::run::read_mapping(path)?)
}

/// Opens a file that the command line names.
fn open(path: &Path) -> Result<File, Failure> {
    File::open(path).map_err(|error| {
        let error = anyhow::Error::new(error).context(format!("open `{}`", path.display()));
        Failure::because(Exit::Usage, error, "name a file that is there and may be read")
    })
}

/// A number for people.
fn count(number: u64) -> String {
    thousands(i64::try_from(number).unwrap_or(i64::MAX))
}
