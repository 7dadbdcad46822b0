//! Why a request or a body was refused.

/// Longest address in an error: enough to recognise a request, short enough for a log line.
const ADRES_TEKENS_MAX: usize = 300;

/// What went wrong, where, and under which stable code.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
#[error("{what}{}", plaats(adres))]
pub struct Error {
    /// Stable code, such as `JSON_INVALID`; the list is in the README of the crate.
    code: &'static str,
    /// What is wrong, in words for an operator, with what to do.
    what: String,
    /// The address; empty when it is not about one.
    adres: String,
    /// Whether the same request may succeed later.
    is_transient: bool,
    /// Status of the answer, where that was the reason.
    status: Option<u16>,
}

impl Error {
    /// A refusal that stays.
    pub fn new(code: &'static str, what: impl Into<String>, adres: impl Into<String>) -> Self {
        let adres = kort(&adres.into(), ADRES_TEKENS_MAX);
        Self { code, what: what.into(), adres, is_transient: false, status: None }
    }

    /// A failure that may be over when it is tried again.
    #[must_use]
    pub fn transient(mut self) -> Self {
        self.is_transient = true;
        self
    }

    /// The stable code.
    pub const fn code(&self) -> &'static str {
        self.code
    }

    /// Whether the same request may succeed later.
    pub const fn is_transient(&self) -> bool {
        self.is_transient
    }

    /// The same failure under a status of the answer.
    pub(crate) const fn met_status(mut self, status: u16) -> Self {
        self.status = Some(status);
        self
    }

    /// Status of the answer, where that was the reason.
    pub(crate) const fn status(&self) -> Option<u16> {
        self.status
    }

    /// The same failure with more words in front.
    pub(crate) fn met_woorden(mut self, woorden: &str) -> Self {
        self.what = format!("{woorden}: {}", self.what);
        self
    }
}

fn plaats(adres: &str) -> String {
    if adres.is_empty() { String::new() } else { format!(" ({adres})") }
}

/// The first characters of a text of a server, on one line.
pub(crate) fn kort(text: &str, tekens_max: usize) -> String {
    let mut plain: String = text
        .chars()
        .take(tekens_max)
        .map(|teken| if teken.is_control() { ' ' } else { teken })
        .collect();
    if text.chars().nth(tekens_max).is_some() {
        plain.push_str("...");
    }
    plain
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::fs;
    use std::path::{Path, PathBuf};

    use super::*;

    fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                sources(&path, found);
            } else {
                found.push(path);
            }
        }
    }

    /// Whether a text is a code: two or more words in capitals.
    fn is_code(text: &str) -> bool {
        let words: Vec<_> = text.split('_').collect();
        let is_word =
            |word: &&str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_uppercase());
        words.len() > 1 && words.iter().all(is_word) && words[0] != "CARGO"
    }

    #[test]
    fn every_code_is_in_the_readme_and_no_other() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut paths = Vec::new();
        sources(&root.join("src"), &mut paths);
        let mut used = BTreeSet::new();
        for path in paths {
            let text = fs::read_to_string(path).unwrap();
            used.extend(text.split('"').filter(|part| is_code(part)).map(ToOwned::to_owned));
        }
        let readme = fs::read_to_string(root.join("README.md")).unwrap();
        let first_cell = |line: &str| Some(line.strip_prefix("| `")?.split('`').next()?.to_owned());
        let rows = readme.lines().filter_map(first_cell);
        let listed: BTreeSet<_> = rows.filter(|text| is_code(text)).collect();
        assert_eq!(used, listed);
    }

    #[test]
    fn an_error_tells_what_and_where_on_one_short_line() {
        let error = Error::new("HTTP_STATUS", "status 404", "https://x.test/a");
        assert_eq!(error.to_string(), "status 404 (https://x.test/a)");
        assert_eq!(Error::new("CONFIG_INVALID", "no proxy", "").to_string(), "no proxy");
        let long = Error::new("HTTP_STATUS", "status 414", "a\n".repeat(500)).to_string();
        assert_eq!((long.chars().count(), long.contains('\n')), (316, false));
    }
}
