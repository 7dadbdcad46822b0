//! The nasty archives and the public envelopes, when they are there.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]
#![expect(clippy::print_stdout, reason = "a test that is skipped says so")]

use std::fs;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use domain::Pseudoniemsleutel;
use extract_ggk::{Document, Geopend, LeesOpties, lees_document, open};

fn shared(path: &str) -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared").join(path);
    if !folder.is_dir() {
        println!("skipped: there is no shared folder with {path} beside the project");
        return None;
    }
    Some(folder)
}

/// What becomes of a file: `loaded`, `fault`, or the codes of what was refused.
fn outcome(path: &Path) -> Vec<String> {
    let opties = LeesOpties::new(NaiveDate::from_ymd_opt(2026, 11, 21).unwrap());
    let sleutel: Pseudoniemsleutel = "01".repeat(32).parse().unwrap();
    let bytes = fs::read(path).unwrap();
    let read = |bytes: &[u8]| match lees_document(bytes, &opties, &sleutel) {
        Ok(Document::Bericht(_)) => "loaded".to_owned(),
        Ok(Document::Ketenfout(fout)) => format!("fault {}", fout.code),
        Err(refused) => format!("{} {}", refused.afkeuring.code, refused.afkeuring.plaats.pad),
    };
    let documents = match open(&bytes, &opties.grenzen) {
        Err(refused) => return vec![refused.afkeuring.code.to_string()],
        Ok(Geopend::Los(document)) => return vec![read(&document)],
        Ok(Geopend::Archief(mut archief)) => {
            (0..archief.aantal()).map(|index| archief.lid(index)).collect::<Result<Vec<_>, _>>()
        }
    };
    match documents {
        Err(refused) => vec![refused.afkeuring.code.to_string()],
        Ok(documents) => documents.iter().map(|document| read(document)).collect(),
    }
}

#[test]
fn every_nasty_archive_is_treated_as_its_key_says() {
    let Some(folder) = shared("corpus") else { return };
    let key = fs::read_to_string(folder.join("EXPECTED.csv")).unwrap();
    let mut checked = 0;
    for row in key.lines().filter(|row| row.starts_with("container/")) {
        let file = row.split(',').next().unwrap();
        // The code is the one field in capitals.
        let code =
            row.split(',').find(|field| field.starts_with("ZIP_") || field.starts_with("GZIP_"));
        let found = outcome(&folder.join(file));
        assert_eq!(found, [code.unwrap_or("loaded")], "{row}");
        checked += 1;
    }
    assert!(checked > 5, "only {checked} archives were found");
}

#[test]
fn the_public_envelopes_are_opened() {
    let Some(folder) = shared("domain/ggk/examples/ggk_envelope") else { return };
    // Their payload is a sentence that says what would stand there.
    for (naam, expect) in [
        ("0310_21_03_envelopHeenbericht-ggk_Di01_v21.xml", "FILE_TYPE_MISMATCH envelop!"),
        // A stray quote in its root tag.
        ("0310_21_03_envelopRetourbericht-ggk_Du01-v21.xml", "XML_NOT_WELLFORMED ?"),
        ("Fo01.xml", "fault IB210"),
        ("envelopHeenbericht-ggk_Di01_v21-tekst.xml", "EI_FLAT_FILE envelop!"),
        ("envelopHeenbericht-ggk_Di01_v21-xml.xml", "FILE_TYPE_MISMATCH envelop!"),
        ("envelopRetourbericht-ggk_Du01-v21.xml", "FILE_TYPE_MISMATCH envelop!"),
    ] {
        assert_eq!(outcome(&folder.join(naam)), [expect], "{naam}");
    }
}
