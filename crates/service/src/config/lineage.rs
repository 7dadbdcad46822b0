//! `[lineage]`: where the events of `OpenLineage` go.

use std::fmt::Write;
use std::path::{Path, PathBuf};

use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;

use super::check::{Section, path};
use super::error::Fault;
use super::show::{path as path_text, text};

/// The section as it is written.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct RawLineage {
    namespace: Option<String>,
    file: Option<String>,
    file_mb_max: Option<i64>,
    url: Option<SecretString>,
    token: Option<SecretString>,
}

/// The section, checked.
#[derive(Debug, Clone)]
pub struct Lineage {
    /// Namespace of jobs and datasets.
    pub namespace: String,
    /// File, one event a line, and its size in MB (10^6 bytes) at which it is put aside.
    pub file: Option<(PathBuf, u64)>,
    /// Address that takes events by POST.
    pub url: Option<SecretString>,
    /// Token for that address.
    pub token: Option<SecretString>,
}

/// Checks the section; relative paths start at `base`.
pub(super) fn check_lineage(raw: RawLineage, base: &Path) -> Result<Lineage, Fault> {
    let section = Section::new("lineage");
    let file = raw.file.map(|file| path(section, "file", Some(file), base)).transpose()?;
    let mb = section.number("file_mb_max", raw.file_mb_max, (1, 100_000), 100)?;
    let namespace = raw.namespace.unwrap_or_else(|| "sluis".to_owned());
    if namespace.is_empty() || !namespace.chars().all(|c| c.is_ascii_graphic()) {
        return Err(section.fault("namespace", "letters, digits and signs, no blanks"));
    }
    if let Some(url) = &raw.url {
        let parsed = reqwest::Url::parse(url.expose_secret()).ok();
        let is_good = parsed.is_some_and(|url| match (url.scheme(), url.host_str()) {
            ("https", Some(_)) => true,
            ("http", Some(host)) => matches!(host, "127.0.0.1" | "localhost" | "[::1]"),
            _ => false,
        });
        if !is_good {
            let form = "must start with https:// (http:// only to 127.0.0.1 or localhost)";
            return Err(section.fault("url", form));
        }
    }
    if raw.token.is_some() && raw.url.is_none() {
        return Err(section.fault("token", "a token without `url`"));
    }
    Ok(Lineage { namespace, file: file.map(|file| (file, mb)), url: raw.url, token: raw.token })
}

/// The section in force, as TOML, with every secret masked.
pub(super) fn write_lineage(out: &mut String, section: &Lineage) -> std::fmt::Result {
    writeln!(out, "\n[lineage]\nnamespace = {}", text(&section.namespace))?;
    if let Some((file, mb)) = &section.file {
        writeln!(out, "file = {}\nfile_mb_max = {mb}", path_text(file))?;
    }
    if section.url.is_some() {
        writeln!(out, "url = \"***\"")?;
    }
    if section.token.is_some() {
        writeln!(out, "token = \"***\"")?;
    }
    Ok(())
}
