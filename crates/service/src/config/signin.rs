//! `[signin]`: who may sign in to the pages, and how.

use std::path::Path;

use serde::Deserialize;

use super::error::Fault;

/// The section as it is written.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct RawSignin {}

/// The section, checked.
#[derive(Debug, Clone, Default)]
pub struct Signin {}

/// Checks the section; relative paths start at `base`.
#[expect(clippy::unnecessary_wraps, reason = "the keys come with what uses them")]
pub(super) fn check_signin(raw: &RawSignin, _base: &Path) -> Result<Signin, Fault> {
    let RawSignin {} = raw;
    Ok(Signin {})
}

/// The section in force, as TOML, with every secret masked.
pub(super) fn write_signin(out: &mut String, section: &Signin) -> std::fmt::Result {
    let (Signin {}, _) = (section, out);
    Ok(())
}
