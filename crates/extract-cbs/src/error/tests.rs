//! What an error tells, and that the README knows every code.

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
    let missing: Vec<_> = used.symmetric_difference(&listed).collect();
    assert!(missing.is_empty(), "in the sources or in README.md, not in both: {missing:?}");
}

#[test]
fn an_error_tells_what_and_where_on_one_short_line() {
    let error = Error::new("HTTP_STATUS", "status 404", "https://x.test/a");
    assert_eq!(error.to_string(), "status 404 (https://x.test/a)");
    assert_eq!(Error::new("CONFIG_INVALID", "no proxy", "").to_string(), "no proxy");
    let long = Error::new("HTTP_STATUS", "status 414", "a\n".repeat(500)).to_string();
    assert_eq!((long.chars().count(), long.contains('\n')), (316, false));
}
