//! Reads the nasty inputs and the public examples of the shared folder, when it is there.
//!
//! Never the only test of a behaviour: each is also tested on messages of our own, beside the code.

#![expect(clippy::unwrap_used, reason = "helpers of a test")]
#![expect(clippy::print_stderr, reason = "a skipped test says so")]

use std::fs;
use std::path::PathBuf;

use chrono::NaiveDate;
use domain::Pseudoniemsleutel;
use domain::record::{IngelezenBericht, Inhoud};
use extract_ggk::{LeesOpties, lees};

fn sleutel() -> Pseudoniemsleutel {
    "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f".parse().unwrap()
}

fn opties() -> LeesOpties {
    let mut opties = LeesOpties::new(NaiveDate::from_ymd_opt(2026, 11, 21).unwrap());
    opties.gemeenten = ["0363", "0384"].map(|code| code.parse().unwrap()).into();
    opties
}

fn shared(path: &str) -> Option<PathBuf> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared").join(path);
    if folder.exists() {
        return Some(folder);
    }
    eprintln!("skipped: the shared folder has no {path} here");
    None
}

/// Splits a line of CSV; a quoted field may hold commas.
fn fields(line: &str) -> Vec<String> {
    let mut fields = vec![String::new()];
    let mut is_quoted = false;
    for c in line.chars() {
        match c {
            '"' => is_quoted = !is_quoted,
            ',' if !is_quoted => fields.push(String::new()),
            _ => fields.last_mut().unwrap().push(c),
        }
    }
    fields
}

fn count(bericht: &IngelezenBericht) -> usize {
    match &bericht.inhoud {
        Inhoud::Toewijzing(records) => records.len(),
        Inhoud::Start(records) => records.len(),
        Inhoud::Stop(records) => records.len(),
        Inhoud::Declaratie(_, records) => records.len(),
        Inhoud::Verzoek(records) => records.len(),
        Inhoud::Antwoord(records) => records.len(),
        _ => 1,
    }
}

/// What became of a file: the word of the answer key, loaded, quarantined, codes.
fn outcome(bytes: &[u8]) -> (&'static str, usize, usize, Vec<String>) {
    match lees(bytes, &opties(), &sleutel()) {
        Err(refused) => ("rejected-file", 0, 0, vec![refused.afkeuring.code.to_string()]),
        Ok(gelezen) => {
            let codes = gelezen
                .afkeuringen
                .iter()
                .map(|regel| regel.afkeuring.code.to_string())
                .chain(gelezen.waarschuwingen.keys().map(|one| one.code().to_owned()))
                .collect();
            let word = if !gelezen.afkeuringen.is_empty() {
                "rejected-record"
            } else if !gelezen.waarschuwingen.is_empty() {
                "warning"
            } else {
                "accepted"
            };
            (word, count(&gelezen.bericht), gelezen.afkeuringen.len(), codes)
        }
    }
}

#[test]
fn the_nasty_inputs_are_treated_as_their_key_says() {
    let Some(folder) = shared("corpus") else { return };
    let key = fs::read_to_string(folder.join("EXPECTED.csv")).unwrap();
    // What only several files together can show is for the database.
    let later = ["s1_2", "s1_3", "s1_4", "s3_1"];
    let mut wrong = Vec::new();
    let mut checked = 0;
    for row in key.lines().skip(1).map(fields) {
        let [file, kind, expect, _, loaded, quarantined, code, also, hardness] = row.as_slice()
        else {
            panic!("a row of the key has another number of fields: {row:?}");
        };
        let is_later = later.iter().any(|name| file.contains(name));
        if !kind.starts_with("xml") || is_later {
            continue;
        }
        let bytes = fs::read(folder.join(file)).unwrap();
        let (word, read, refused, codes) = outcome(&bytes);
        // A finding that needs other messages (TR063) is not for the reader.
        let is_exact = word == expect || (expect == "warning" && word == "accepted");
        let counts = (loaded.parse() == Ok(read)) && (quarantined.parse() == Ok(refused));
        let has_code =
            word != expect || code.is_empty() || codes.contains(code) || word == "accepted";
        let is_right =
            if is_exact { counts && has_code } else { also.split(';').any(|other| other == word) };
        checked += 1;
        if !is_right {
            wrong.push(format!(
                "{file} ({hardness}): expected {expect} {loaded}/{quarantined} {code}, \
                 got {word} {read}/{refused} {codes:?}"
            ));
        }
    }
    assert!(wrong.is_empty(), "{} of {checked}:\n{}", wrong.len(), wrong.join("\n"));
    assert!(checked > 80, "only {checked} cases were found");
}

#[test]
fn the_public_examples_load_or_are_refused_for_the_right_reason() {
    let Some(folder) = shared("domain/ggk/examples/istandaarden_3_2") else { return };
    let read = |name: &str| outcome(&fs::read(folder.join(name)).unwrap());
    for (name, records) in [("JW301.xml", 2), ("JW305.xml", 2), ("JW307.xml", 2)] {
        let (word, loaded, refused, _) = read(name);
        assert_eq!((word, loaded, refused), ("accepted", records, 0), "{name}");
    }
    for name in ["JW302.xml", "JW306.xml", "JW308.xml", "JW316.xml", "JW325.xml"] {
        let (word, ..) = read(name);
        assert_eq!(word, "accepted", "{name}");
    }
    // RN004 stands in it twice.
    let (word, loaded, refused, codes) = read("JW323.xml");
    assert_eq!((word, loaded, refused), ("rejected-record", 3, 2));
    assert_eq!(codes, ["TR101", "TR101"]);
    // Its requests end on 31 June.
    let (word, loaded, refused, codes) = read("JW315.xml");
    assert_eq!((word, loaded, refused), ("rejected-record", 0, 2));
    assert_eq!(codes, ["DATE_INVALID", "DATE_INVALID"]);
}

#[test]
fn the_examples_of_older_releases_load() {
    let Some(folder) = shared("domain/ggk/examples") else { return };
    let mut opties = LeesOpties::new(NaiveDate::from_ymd_opt(2026, 11, 21).unwrap());
    opties.gemeenten.clear();
    for (name, records) in [
        ("iwmo_2_0_xml/CasusA-01-WMO315_verzoek.xml", 1),
        ("iwmo_2_0_xml/CasusA-02-WMO301_toewijzing.xml", 1),
        ("iwmo_2_0_xml/CasusA-04-WMO301_intrekking.xml", 1),
        ("iwmo_2_0_xml/CasusB-01-WMO301_toewijzing.xml", 1),
        ("iwmo_2_0_xml/CasusB-02-WMO305_start.xml", 1),
        ("iwmo_2_0_xml/CasusB-04-WMO307_stop.xml", 1),
        // The second request has no Verwijzer.
        ("ijw_3_0/JW315_commserver_test.xml", 2),
    ] {
        let bytes = fs::read(folder.join(name)).unwrap();
        let gelezen = lees(&bytes, &opties, &sleutel()).unwrap();
        assert_eq!((count(&gelezen.bericht), gelezen.afkeuringen.len()), (records, 0), "{name}");
        assert!(gelezen.waarschuwingen.is_empty(), "{name}: {:?}", gelezen.waarschuwingen);
        let beschikkingen = usize::from(name.contains("WMO301"));
        assert_eq!(gelezen.bericht.beschikkingen.len(), beschikkingen, "{name}");
    }
}
