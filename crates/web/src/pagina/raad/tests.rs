//! Every code that the ledger can hold is answered, on the pages and in the manual.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::*;

/// Where codes for `beheer.run`, `taak` and `verzoek` are made, from the root of the repository.
const BRONNEN: &[&str] = &[
    "crates/load/src/error.rs",
    "crates/service/src/run",
    "crates/service/src/job",
    "crates/service/src/serve",
    "crates/extract-cbs/src",
    "sql/ledger",
    "sql/dienst",
];

/// What is written as a code and is none: variables of the environment, and notices that stand in no ledger.
const GEEN_CODE: &[&str] = &[
    "CARGO_PKG_VERSION",
    "NEW_EDITION",
    "NOTIFY_SOCKET",
    "TABLE_DISCONTINUED",
    "TABLE_ODD",
    "TARIEF_BUITEN_LIJST",
    "WATCHDOG_USEC",
];

/// Codes of one word; all others have a line below.
const WOORDEN: &[&str] = &[
    "BUSY",
    "CANCELLED",
    "CONFIG",
    "CORRUPT",
    "CRASHED",
    "DEADLINE",
    "INCOMPLETE",
    "KEY",
    "MAPPING",
    "MERGED",
    "VALUE",
    "WORKER",
];

/// One SQLSTATE of each kind that is dealt with apart.
const SQLSTATES: &[&str] = &[
    "08006", "22001", "23505", "25P03", "28000", "28P01", "3D000", "40001", "40P01", "42501",
    "42P01", "53100", "53300", "55P03", "57014", "57P01",
];

fn wortel() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn bestanden(pad: &Path, lijst: &mut Vec<PathBuf>) {
    if pad.is_file() {
        lijst.push(pad.to_owned());
        return;
    }
    for ingang in std::fs::read_dir(pad).unwrap() {
        let pad = ingang.unwrap().path();
        let naam = pad.file_name().unwrap().to_str().unwrap();
        if naam != "tests" && naam != "tests.rs" {
            bestanden(&pad, lijst);
        }
    }
}

/// Whatever stands between quotes and is written as a code; tests below the code do not count.
fn in_broncode() -> BTreeSet<String> {
    let mut lijst = Vec::new();
    for bron in BRONNEN {
        bestanden(&wortel().join(bron), &mut lijst);
    }
    let mut codes = BTreeSet::new();
    for pad in lijst {
        let text = std::fs::read_to_string(&pad).unwrap();
        let text = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
        for woord in text.split(['"', '\'']) {
            let is_code = woord.bytes().all(|teken| teken.is_ascii_uppercase() || teken == b'_');
            let is_lang = woord.contains('_') && woord.len() > 3;
            if is_code && (is_lang || WOORDEN.contains(&woord)) && !GEEN_CODE.contains(&woord) {
                // `SCHEMA_`, in a comparison.
                if !woord.ends_with('_') {
                    codes.insert(woord.to_owned());
                }
            }
        }
    }
    codes
}

#[test]
fn every_code_of_the_ledger_has_advice_and_a_line_in_the_manual() {
    let mut codes = in_broncode();
    for woord in WOORDEN {
        assert!(codes.contains(*woord), "{woord}: not in the sources any more, or they moved");
    }
    assert!(codes.contains("WORKER_LOST") && codes.contains("LINK_STALE"), "{codes:?}");
    codes.extend(SQLSTATES.iter().map(|&code| code.to_owned()));
    codes.extend(Code::ALLE.iter().map(|code| code.as_str().to_owned()));

    let handboek = std::fs::read_to_string(wortel().join("docs/beheer.md")).unwrap();
    let (_, tabel) = handboek.split_once("\n| code |").unwrap();
    let tabel = tabel.split("\n\n").next().unwrap();
    // The first column; `HTTP_..` stands for all that begin so.
    let eerste = tabel.lines().skip(2).filter_map(|regel| regel.split('|').nth(1));
    let genoemd: Vec<&str> = eerste.flat_map(|cel| cel.split('`')).collect();
    let is_genoemd = |code: &str| {
        genoemd.iter().any(|&naam| match naam.strip_suffix("..") {
            Some(begin) => code.starts_with(begin),
            None => code == naam,
        })
    };
    let zonder_raad: Vec<_> = codes.iter().filter(|code| raad(Some(code)) == ONBEKEND).collect();
    let zonder_regel: Vec<_> = codes.iter().filter(|code| !is_genoemd(code)).collect();
    assert!(zonder_raad.is_empty(), "no advice on the pages: {zonder_raad:?}");
    assert!(zonder_regel.is_empty(), "no line in docs/beheer.md: {zonder_regel:?}");
}

#[test]
fn every_code_has_advice_and_the_exact_one_goes_first() {
    for (code, begin) in [
        (Some("SOURCE_UNAVAILABLE"), "De bron was niet bereikbaar"),
        (Some("SCHEMA_DRIFT"), "De tabel van CBS is anders opgebouwd"),
        (Some("SCHEMA_OLD"), "De database past niet"),
        (Some("53100"), "De schijf van de database is vol"),
        (Some("53200"), "De database kwam geheugen"),
        (Some("DB_CONNECTION"), "De database was niet bereikbaar"),
        (Some("LEADER_LOST"), "Een andere dienst nam"),
        (Some("42501"), "De dienst mist een recht"),
        (Some("WORKER_LOST"), "Een deel van het programma stopte tijdens"),
        (Some("FILE_EMPTY"), "Het bestand is leeg"),
        (Some("HTTP_TIMEOUT"), "De server van CBS"),
        (Some("NOBODY_KNOWS"), "Er ging iets mis"),
        (None, "Er ging iets mis"),
    ] {
        let raad = raad(code);
        assert!(raad.wat.starts_with(begin), "{code:?}: {}", raad.wat);
        assert!(raad.doe.ends_with('.'), "{code:?}");
    }
}
