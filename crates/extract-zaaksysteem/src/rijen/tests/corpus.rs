//! The shared corpus against its answer key, as far as rows go. Not the only test of anything.

use std::collections::BTreeMap;
use std::fs::File;
use std::path::Path;

use super::super::*;

const CORPUS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/corpus");
const VERPLICHT: [&str; 6] =
    ["bsn", "geboortedatum", "gemeentecode", "productcode", "begindatum", "bedrag"];

/// What is expected of a file, by the name of the column.
fn antwoorden() -> Vec<BTreeMap<String, String>> {
    let bron = File::open(Path::new(CORPUS).join("EXPECTED.csv")).unwrap();
    let herken = |cellen: &[&str]| cellen.contains(&"records_loaded");
    let mut lezer = Rijenlezer::open(bron, &Bestandsvorm::default(), &herken).unwrap();
    let kop = lezer.kop().to_vec();
    let mut uit = Vec::new();
    while let Some(rij) = lezer.volgende() {
        let rij = rij.unwrap();
        uit.push(kop.iter().cloned().zip(rij.cellen().map(str::to_owned)).collect());
    }
    uit
}

#[test]
#[expect(clippy::print_stderr, reason = "a skipped test says so")]
fn files_of_form_give_the_rows_and_refusals_that_are_expected() {
    if !Path::new(CORPUS).exists() {
        eprintln!("skipped: {CORPUS} is not there");
        return;
    }
    let mut gezien = 0;
    for antwoord in antwoorden() {
        let bestand = &antwoord["file"];
        if !bestand.starts_with("csv/a") && !bestand.starts_with("csv/b") {
            continue;
        }
        gezien += 1;
        let bron = File::open(Path::new(CORPUS).join(bestand)).unwrap();
        let herken = |cellen: &[&str]| VERPLICHT.iter().all(|naam| cellen.contains(naam));
        let mut codes = Vec::new();
        let mut rijen = 0;
        match Rijenlezer::open(bron, &Bestandsvorm::default(), &herken) {
            Err(weigering) => codes.push(weigering.code.as_str()),
            Ok(mut lezer) => {
                while let Some(rij) = lezer.volgende() {
                    match rij {
                        Ok(rij) => rijen += u32::from(rij.cel(7).is_some()),
                        Err(weigering) => codes.push(weigering.code.as_str()),
                    }
                }
            }
        }
        let geweigerd = codes.len().to_string();
        assert_eq!(antwoord["records_loaded"], rijen.to_string(), "{bestand}: {codes:?}");
        match antwoord["expected_outcome"].as_str() {
            "accepted" | "warning" => assert_eq!(geweigerd, "0", "{bestand}: {codes:?}"),
            "rejected-record" => {
                assert_eq!(geweigerd, antwoord["records_quarantined"], "{bestand}");
            }
            _ => assert_eq!(geweigerd, "1", "{bestand}"),
        }
        for code in codes {
            assert_eq!(code, antwoord["reason_code_suggestion"], "{bestand}");
        }
    }
    assert!(gezien > 20, "{gezien} files");
}
