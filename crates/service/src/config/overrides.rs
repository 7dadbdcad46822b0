//! Values from the environment: `SLUIS_SECTION_KEY`, for a source `SLUIS_SOURCE_<NAME>_<KEY>`.

use std::collections::BTreeMap;
use std::path::Path;

use toml::{Table, Value};

use super::Environment;
use super::error::{ConfigError, explain, from_toml, nearest};
use super::raw::RawConfig;

/// Which key (section, index of the source, key) was set by which variable.
pub(super) type Overridden = BTreeMap<(String, Option<usize>, String), String>;

const SECTIONS: [&str; 12] = [
    "alerts", "archive", "cbs", "database", "ggk", "lineage", "log", "paths", "privacy",
    "schedule", "serve", "signin",
];
/// `SLUIS_CONFIG` names the file itself; `SLUIS_TEST_` is free for test set-ups.
const RESERVED: [&str; 2] = ["SLUIS_CONFIG", "SLUIS_TEST_"];

/// Keys of which the file may have one and the environment the other: the environment wins.
const INSTEAD: [(&str, &str, &str); 4] = [
    ("database", "url", "url_file"),
    ("database", "url_file", "url"),
    ("serve", "database_url", "database_url_file"),
    ("serve", "database_url_file", "database_url"),
];

/// Reads the text, then puts the values of the environment in.
pub(super) fn parse(
    path: &Path,
    text: &str,
    environment: &Environment,
) -> Result<(RawConfig, Overridden), ConfigError> {
    let mut raw: RawConfig = toml::from_str(text).map_err(|e| from_toml(path, text, &e))?;
    let mut table: Table = text.parse().map_err(|e| from_toml(path, text, &e))?;
    let mut overridden = Overridden::new();
    for (name, value) in environment {
        let Some(rest) = name.strip_prefix("SLUIS_") else { continue };
        if RESERVED.iter().any(|reserved| {
            name == reserved || reserved.ends_with('_') && name.starts_with(reserved)
        }) {
            continue;
        }
        let key = target(rest, &table)
            .map_err(|message| ConfigError::InEnvironment { name: name.clone(), message })?;
        (table, raw) = set(&table, &key, value)
            .map_err(|message| ConfigError::InEnvironment { name: name.clone(), message })?;
        overridden.insert(key, name.clone());
    }
    Ok((raw, overridden))
}

/// Finds the key that a variable means.
fn target(rest: &str, table: &Table) -> Result<(String, Option<usize>, String), String> {
    let lower = rest.to_ascii_lowercase();
    if let Some(rest) = lower.strip_prefix("source_") {
        let names = source_names(table);
        // The longest name first: of `zaken` and `zaken_oud`, `zaken_oud_path` is the second's.
        let found = names
            .iter()
            .filter_map(|(index, name)| {
                let key = rest.strip_prefix(name.as_str())?.strip_prefix('_')?;
                Some((name.len(), *index, key))
            })
            .max();
        let Some((_, index, key)) = found else {
            let known: Vec<&str> = names.iter().map(|(_, name)| name.as_str()).collect();
            return Err(format!("no source of that name (known: {})", known.join(", ")));
        };
        return Ok(("source".to_owned(), Some(index), key.to_owned()));
    }
    let section = lower.split('_').next().unwrap_or_default();
    if !SECTIONS.contains(&section) {
        let suggestion = nearest(section, &SECTIONS)
            .map_or_else(String::new, |name| format!("; did you mean `{name}`?"));
        return Err(format!(
            "unknown section `{section}`{suggestion} (known: {}, source)",
            SECTIONS.join(", ")
        ));
    }
    let key = lower.strip_prefix(section).and_then(|key| key.strip_prefix('_')).unwrap_or_default();
    Ok((section.to_owned(), None, key.to_owned()))
}

fn source_names(table: &Table) -> Vec<(usize, String)> {
    let sources = table.get("source").and_then(Value::as_array);
    let name = |source: &Value| source.get("name").and_then(Value::as_str).map(variable_name);
    sources
        .into_iter()
        .flatten()
        .enumerate()
        .filter_map(|(index, source)| Some((index, name(source)?)))
        .collect()
}

fn variable_name(source: &str) -> String {
    source.to_ascii_lowercase().replace('-', "_")
}

/// Puts the value in as text, else as a TOML value, else as a list with commas.
fn set(
    table: &Table,
    (section, index, key): &(String, Option<usize>, String),
    value: &str,
) -> Result<(Table, RawConfig), String> {
    let list = value.split(',').map(|item| Value::String(item.trim().to_owned())).collect();
    let candidates = [
        Some(Value::String(value.to_owned())),
        format!("value = {value}").parse::<Table>().ok().and_then(|mut t| t.remove("value")),
        Some(Value::Array(list)),
    ];
    let mut message = String::new();
    for candidate in candidates.into_iter().flatten() {
        let mut table = table.clone();
        let slot = table.entry(section.clone()).or_insert_with(|| Value::Table(Table::new()));
        let slot = match index {
            Some(index) => slot.get_mut(index),
            None => Some(slot),
        };
        let Some(slot) = slot.and_then(Value::as_table_mut) else {
            return Err(format!("`{section}` is not a section"));
        };
        slot.insert(key.clone(), candidate);
        for (place, one, other) in INSTEAD {
            if section == place && key == one {
                slot.remove(other);
            }
        }
        match table.clone().try_into::<RawConfig>() {
            Ok(raw) => return Ok((table, raw)),
            // The first message is the one about the key or the expected type.
            Err(error) if message.is_empty() => message = explain(error.message()),
            Err(_) => {}
        }
    }
    // serde may quote the value, which may be a secret.
    Err(message.replace(value, ".."))
}
