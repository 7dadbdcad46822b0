//! Checks messages with `xmllint` against the schemas, when both are on this machine.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The folder with the schemas: beside the checkout, or where `SLUIS_SHARED` says.
#[expect(clippy::print_stdout, reason = "a skipped test says why")]
fn folder() -> Option<PathBuf> {
    let shared = std::env::var_os("SLUIS_SHARED")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared"), Into::into);
    let folder = shared.join("domain/ggk/xsd");
    if !folder.is_dir() {
        println!("skipped: no schemas beside the checkout (set SLUIS_SHARED)");
        return None;
    }
    if Command::new("xmllint").arg("--version").output().is_err() {
        println!("skipped: xmllint is not installed (package libxml2-utils)");
        return None;
    }
    Some(folder)
}

/// The schema of a message of release 3.2, or of 2.1 when its name begins with a digit.
fn schema(folder: &Path, work: &Path, name: &str) -> PathBuf {
    let path = match name.strip_prefix("2_1 ") {
        Some(name) => schema_2_1(folder, work).join(format!("{}.xsd", name.to_uppercase())),
        None => ["ijw_3_2/clean", "iwmo_3_2/clean", "iwmo_3_2/derived_from_ijw"]
            .iter()
            .map(|sub| folder.join(sub).join(format!("{name}.xsd")))
            .find(|path| path.exists())
            .unwrap_or_default(),
    };
    assert!(path.exists(), "no schema for {name}");
    path
}

/// The schemas of 2.1 as they import each other: with the basisschema in lower case.
fn schema_2_1(folder: &Path, work: &Path) -> PathBuf {
    let target = work.join("xsd_2_1");
    if !target.exists() {
        std::fs::create_dir(&target).unwrap();
        for file in std::fs::read_dir(folder.join("iwmo_2_1")).unwrap() {
            let file = file.unwrap();
            let name = file.file_name().into_string().unwrap();
            let name = if name == "Basisschema.xsd" { "basisschema.xsd" } else { &name };
            std::fs::copy(file.path(), target.join(name)).unwrap();
        }
    }
    target
}

/// Says which of `files` break the schema of release 3.2 or 2.1; `None` when that cannot be checked here.
///
/// Messages of 3.0 and 3.1 are checked as if they were 3.2, and those of 2.2 to 2.4 as if they were 2.1: no other
/// structure is known (SPEC a.2, b.14).
pub(crate) fn invalid(files: &[PathBuf]) -> Option<Vec<(PathBuf, String)>> {
    let folder = folder()?;
    let work = tempfile::tempdir().unwrap();
    let mut per_schema: BTreeMap<String, Vec<PathBuf>> = BTreeMap::new();
    for file in files {
        let text = std::fs::read_to_string(file).unwrap();
        let prefix = text.split_once(":Bericht ").unwrap().0.rsplit('<').next().unwrap();
        let is_2 = text.contains("/schema/2_");
        let name = if is_2 { format!("2_1 {prefix}") } else { prefix.to_owned() };
        let text = if is_2 { as_2_1(&text) } else { as_3_2(&text) };
        let copy = work.path().join(file.file_name().unwrap());
        std::fs::write(&copy, text).unwrap();
        per_schema.entry(name).or_default().push(copy);
    }
    let mut faults = Vec::new();
    for (name, copies) in per_schema {
        for chunk in copies.chunks(500) {
            let output = Command::new("xmllint")
                .args(["--noout", "--nonet", "--schema"])
                .arg(schema(&folder, work.path(), &name))
                .args(chunk)
                .output()
                .unwrap();
            let report = String::from_utf8_lossy(&output.stderr);
            for line in report.lines().filter(|line| line.contains("error")) {
                let file = line.split(':').next().unwrap_or_default();
                faults.push((PathBuf::from(Path::new(file).file_name().unwrap()), line.to_owned()));
            }
            assert!(
                output.status.success() || report.contains("error"),
                "xmllint failed: {report}"
            );
        }
    }
    Some(faults)
}

/// The message as one of release 2.1: those after it are written alike.
fn as_2_1(text: &str) -> String {
    ["2", "3", "4"].iter().fold(text.to_owned(), |text, digit| {
        text.replace(&format!("/2_{digit}"), "/2_1")
            .replace(&format!("BerichtSubversie>{digit}<"), "BerichtSubversie>1<")
    })
}

/// The message as one of release 3.2.
fn as_3_2(text: &str) -> String {
    let text = ["3_0", "3_1"]
        .iter()
        .fold(text.to_owned(), |text, release| text.replace(&format!("/{release}/"), "/3_2/"));
    ["0", "1"].iter().fold(text, |text, digit| {
        text.replace(&format!("BerichtSubversie>{digit}<"), "BerichtSubversie>2<")
    })
}
