//! Runs `xmllint` over many small documents at once.

#![expect(clippy::print_stderr, reason = "a skipped test says so")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Documents in one call: far below the longest command line.
const BATCH: usize = 1000;

/// Whether `xmllint` can be run; says so when it cannot.
pub(super) fn is_installed() -> bool {
    let found = Command::new("xmllint")
        .arg("--version")
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success());
    if !found {
        eprintln!("skipped: xmllint is not installed here (apt: libxml2-utils)");
    }
    found
}

/// A folder or file of the shared specification.
pub(super) fn find(path: &str) -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared").join(path);
    folder.exists().then_some(folder)
}

/// The same; says so when it is not there.
pub(super) fn shared(path: &str) -> Option<PathBuf> {
    let found = find(path);
    if found.is_none() {
        eprintln!("skipped: the shared folder has no {path} here");
    }
    found
}

/// Which of `documents` `xmllint` finds fault with, by their index.
///
/// With `schema` it validates; without it, it asks whether each is well-formed, namespaces
/// included.
pub(super) fn faulty<B: AsRef<[u8]>>(schema: Option<&Path>, documents: &[B]) -> BTreeSet<usize> {
    // Thousands of small files: in memory, where that is possible.
    let folder = tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir()).unwrap();
    let mut faulty = BTreeSet::new();
    for (batch, chunk) in documents.chunks(BATCH).enumerate() {
        let first = batch * BATCH;
        let mut call = Command::new("xmllint");
        call.args(["--noout", "--nonet"]).current_dir(folder.path());
        if let Some(schema) = schema {
            call.arg("--schema").arg(copy_schema(schema, folder.path()));
        }
        for (at, document) in chunk.iter().enumerate() {
            let name = format!("d{}.xml", first + at);
            fs::write(folder.path().join(&name), document).unwrap();
            call.arg(name);
        }
        let output = call.output().unwrap();
        let report = String::from_utf8_lossy(&output.stderr);
        let mut judged = 0;
        for line in report.lines() {
            let Some((index, rest)) = document(line) else { continue };
            // Namespaces are compared as texts, so what they hold is no concern of a parser.
            let is_fault = rest.contains("error") && !rest.contains("is not a valid URI");
            if is_fault || rest.contains("fails to validate") {
                faulty.insert(index);
            }
            judged += usize::from(rest.ends_with("validates") || rest.contains("fails to"));
        }
        if schema.is_some() {
            let unread = faulty.range(first..).count();
            assert!(judged + unread >= chunk.len(), "xmllint stopped: {report:.500}");
        }
    }
    faulty
}

/// Copies the folder of `schema`, with names in lower case as they are imported; gives its new name.
fn copy_schema(schema: &Path, folder: &Path) -> PathBuf {
    let lower = |path: &Path| folder.join(path.file_name().unwrap().to_ascii_lowercase());
    for entry in fs::read_dir(schema.parent().unwrap()).unwrap() {
        let path = entry.unwrap().path();
        fs::copy(&path, lower(&path)).unwrap();
    }
    lower(schema)
}

/// Splits `d12.xml:3: parser error : ..` or `d12.xml validates`.
fn document(line: &str) -> Option<(usize, &str)> {
    let (index, rest) = line.strip_prefix('d')?.split_once(".xml")?;
    Some((index.parse().ok()?, rest))
}
