//! What is wrong with a configuration, and where.

use std::ops::Range;
use std::path::{Path, PathBuf};

use super::overrides::Overridden;

/// What is wrong with a configuration. Shows keys, never the value of a secret.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ConfigError {
    /// The file cannot be read.
    #[error("cannot read the configuration `{}`", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// A key or value of the file is wrong.
    #[error("{}:{line}:{column}: {message}", path.display())]
    InFile {
        /// The file.
        path: PathBuf,
        /// From 1.
        line: usize,
        /// From 1, in characters.
        column: usize,
        /// What is wrong.
        message: String,
    },
    /// Something the file should have, but has not.
    #[error("{}: {message}", path.display())]
    Absent {
        /// The file.
        path: PathBuf,
        /// What is missing.
        message: String,
    },
    /// A variable of the environment is wrong.
    #[error("environment variable {name}: {message}")]
    InEnvironment {
        /// The variable.
        name: String,
        /// What is wrong.
        message: String,
    },
}

/// A value that is not right, before its place is known.
#[derive(Debug)]
pub(super) struct Fault {
    pub(super) section: &'static str,
    /// Index in `[[source]]`.
    pub(super) index: Option<usize>,
    pub(super) key: &'static str,
    pub(super) message: String,
}

/// Turns an error of the TOML parser into ours: with a place, and the nearest known key.
pub(super) fn from_toml(path: &Path, text: &str, error: &toml::de::Error) -> ConfigError {
    let (line, column) = error.span().map_or((1, 1), |span| line_column(text, span));
    let mut message = explain(error.message());
    if message.starts_with("invalid ")
        && let Some(key) = key_on(text, line)
    {
        message = format!("{key}: {message}");
    }
    ConfigError::InFile { path: path.to_path_buf(), line, column, message }
}

/// The key of a line such as `from = true`.
fn key_on(text: &str, line: usize) -> Option<&str> {
    let (key, _) = text.lines().nth(line.checked_sub(1)?)?.split_once('=')?;
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
    Some(key.trim()).filter(|key| !key.is_empty() && key.bytes().all(is_plain))
}

/// Rewrites serde's `unknown field` into a sentence with a suggestion.
pub(super) fn explain(message: &str) -> String {
    let mut names = message.split('`').skip(1).step_by(2);
    if !message.starts_with("unknown field") {
        return message.lines().collect::<Vec<_>>().join(" ");
    }
    let unknown = names.next().unwrap_or_default();
    let known: Vec<&str> = names.collect();
    let suggestion = nearest(unknown, &known)
        .map_or_else(String::new, |name| format!("; did you mean `{name}`?"));
    format!("unknown key `{unknown}`{suggestion} (known here: {})", known.join(", "))
}

/// Gives a fault its place: the variable that set the key, else the line in the file.
pub(super) fn place(path: &Path, text: &str, overridden: &Overridden, fault: Fault) -> ConfigError {
    let key = (fault.section.to_owned(), fault.index, fault.key.to_owned());
    if let Some(name) = overridden.get(&key) {
        return ConfigError::InEnvironment { name: name.clone(), message: fault.message };
    }
    let path = path.to_path_buf();
    let message = with_key(&fault);
    match span_of(text, &fault) {
        Some(span) => {
            let (line, column) = line_column(text, span);
            ConfigError::InFile { path, line, column, message }
        }
        None => ConfigError::Absent { path, message },
    }
}

/// The message, which names its key: a number in a list or a place in a file tells too little.
fn with_key(fault: &Fault) -> String {
    let Fault { section, key, message, .. } = fault;
    if message.contains(&format!("`{key}`")) || message.contains(&format!("`{section}.{key}`")) {
        return message.clone();
    }
    format!("{key}: {message}")
}

fn span_of(text: &str, fault: &Fault) -> Option<Range<usize>> {
    let root = toml::de::DeTable::parse(text).ok()?;
    let section = root.get_ref().get(fault.section)?;
    let table = match fault.index {
        None => section.get_ref().as_table()?,
        Some(index) => section.get_ref().as_array()?.get(index)?.get_ref().as_table()?,
    };
    match table.get(fault.key) {
        Some(value) => Some(value.span()),
        // A key that is missing from a source: point at the source.
        None if fault.index.is_some() => {
            table.iter().map(|(key, _)| key.span()).min_by_key(|span| span.start)
        }
        None => None,
    }
}

fn line_column(text: &str, span: Range<usize>) -> (usize, usize) {
    let before = text.get(..span.start).unwrap_or(text);
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    (line, column)
}

/// The known name that is closest to `name`, when it is close enough to be a typing error.
pub(super) fn nearest<'a>(name: &str, known: &[&'a str]) -> Option<&'a str> {
    known
        .iter()
        .map(|candidate| (distance(name, candidate), *candidate))
        .filter(|(distance, candidate)| *distance <= candidate.len().div_ceil(3).max(2))
        .min()
        .map(|(_, candidate)| candidate)
}

/// Levenshtein distance in characters.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, from) in a.chars().enumerate() {
        let mut next = vec![i + 1];
        for ((to, above), diagonal) in b.iter().zip(row.iter().skip(1)).zip(&row) {
            let left = next.last().copied().unwrap_or_default();
            next.push((diagonal + usize::from(from != *to)).min(above + 1).min(left + 1));
        }
        row = next;
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_known_name_is_suggested_when_it_is_near() {
        let cases = [
            ("pth", Some("path")),
            ("gemeentes", Some("gemeenten")),
            ("kid", Some("kind")),
            ("wachtwoord", None),
        ];
        for (name, expect) in cases {
            assert_eq!(nearest(name, &["name", "kind", "path", "gemeenten"]), expect, "{name}");
        }
    }
}
