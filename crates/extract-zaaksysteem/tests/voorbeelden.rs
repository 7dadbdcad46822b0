//! The mappings that come along, each with the sample of a file that it is for.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "what a test reads is there, or the test fails"
)]

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use domain::zaaksysteem::{Entiteit, Record, Veldsoort, Veldwaarde};
use extract_zaaksysteem::{Lezer, Mapping, Omgeving, Rijuitkomst, verken, voorstel};

const SLEUTEL: &str = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";

/// Files in this folder with this extension, by name.
fn bestanden(map: &str, extensie: &str) -> Vec<(String, PathBuf)> {
    let map = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../config/mappings").join(map);
    let paden = fs::read_dir(&map).unwrap().map(|een| een.unwrap().path());
    let mut alle: Vec<(String, PathBuf)> = paden
        .filter(|pad| pad.extension().is_some_and(|een| een == extensie))
        .map(|pad| (pad.file_name().unwrap().to_str().unwrap().to_owned(), pad))
        .collect();
    alle.sort();
    alle
}

fn mappings() -> Vec<(String, Mapping)> {
    let lees = |(naam, pad): (String, PathBuf)| {
        let mapping = Mapping::lees(&fs::read_to_string(pad).unwrap());
        (naam.clone(), mapping.unwrap_or_else(|fout| panic!("{naam}: {fout}")))
    };
    bestanden("", "toml").into_iter().map(lees).collect()
}

/// The only mapping that is for a file with this name.
fn passend<'m>(mappings: &'m [(String, Mapping)], naam: &str) -> (&'m str, &'m Mapping) {
    let passend: Vec<_> = mappings.iter().filter(|(_, mapping)| mapping.past_op(naam)).collect();
    match passend.as_slice() {
        [(bij, mapping)] => (bij, mapping),
        andere => {
            panic!("{naam}: {:?}", andere.iter().map(|(bij, _)| bij).collect::<Vec<_>>());
        }
    }
}

/// Each record as its entity and the fields that it fills; each row that is refused as why.
fn lees(mapping: &Mapping, naam: &str, bytes: &[u8]) -> (Vec<String>, Vec<String>) {
    let peildatum = mapping.peildatum(naam).unwrap();
    let omgeving = Omgeving {
        sleutel: &SLEUTEL.parse().unwrap(),
        bron: "voorbeeld",
        gemeente: "0406".parse().ok(),
        peildatum: peildatum.unwrap_or_else(|| "2026-09-01".parse().unwrap()),
    };
    let mut lezer = Lezer::open(bytes, mapping, omgeving).unwrap();
    let (mut gelezen, mut geweigerd) = (Vec::new(), Vec::new());
    while let Some(uitkomst) = lezer.volgende() {
        match uitkomst {
            Rijuitkomst::Rij { records, .. } => gelezen.extend(records.iter().map(kort)),
            Rijuitkomst::Geweigerd(weigering) => geweigerd.push(weigering.to_string()),
        }
    }
    (gelezen, geweigerd)
}

fn kort(record: &Record) -> String {
    let mut tekst = record.entiteit.to_string();
    let velden = record.entiteit.velden().iter().zip(&record.waarden);
    for (veld, waarde) in velden.filter(|(_, waarde)| !waarde.is_leeg()) {
        assert!(waarde.past(veld.soort), "{}", veld.naam);
        let waarde = match waarde {
            Veldwaarde::Leeg => String::new(),
            Veldwaarde::Tekst(text) => text.to_string(),
            Veldwaarde::Datum(dag) => dag.to_string(),
            Veldwaarde::Geheel(getal) => getal.to_string(),
            Veldwaarde::Decimaal(getal) => getal.to_string(),
            Veldwaarde::JaNee(is_ja) => is_ja.to_string(),
            // Under the test key; its first bytes tell it from others.
            Veldwaarde::Sleutel(sleutel) => {
                format!("{:02x?}", sleutel.as_bytes().iter().take(4).collect::<Vec<_>>())
            }
            Veldwaarde::Lijst(labels) => format!("{labels:?}"),
        };
        write!(tekst, " {}={waarde}", veld.naam).unwrap();
    }
    tekst
}

#[test]
fn every_sample_is_read_by_the_one_mapping_that_is_for_it() {
    let mappings = mappings();
    let voorbeelden = bestanden("voorbeelden", "csv");
    let mut gebruikt = Vec::new();
    let mut alle = String::new();
    for (naam, pad) in &voorbeelden {
        let (bij, mapping) = passend(&mappings, naam);
        let (gelezen, geweigerd) = lees(mapping, naam, &fs::read(pad).unwrap());
        assert_eq!(geweigerd, [""; 0], "{naam} by {bij}");
        assert!(gelezen.len() >= 2, "{naam}");
        writeln!(alle, "{naam}: {bij}\n  {}\n", gelezen.join("\n  ")).unwrap();
        gebruikt.push(bij);
    }
    insta::assert_snapshot!("voorbeelden", alle);
    let zonder: Vec<&str> = mappings.iter().map(|(naam, _)| naam.as_str()).collect();
    let zonder: Vec<&str> = zonder.into_iter().filter(|naam| !gebruikt.contains(naam)).collect();
    assert_eq!(zonder, [""; 0], "a mapping without a sample");
}

#[test]
fn nothing_of_a_person_is_in_what_is_read() {
    let mappings = mappings();
    for (naam, pad) in bestanden("voorbeelden", "csv") {
        let (gelezen, _) = lees(passend(&mappings, &naam).1, &naam, &fs::read(pad).unwrap());
        let tekst = gelezen.join("\n");
        // The BSNs for tests, and the mail addresses of the samples.
        assert!(!tekst.contains("9999000") && !tekst.contains('@'), "{naam}\n{tekst}");
    }
}

/// The draft of each sample, made as if nothing was known of it, reads each of its rows as well.
#[test]
fn a_draft_of_a_sample_reads_it() {
    let mappings = mappings();
    for (naam, pad) in bestanden("voorbeelden", "csv") {
        let bytes = fs::read(&pad).unwrap();
        let gezien = verken(bytes.as_slice(), 1_000).unwrap();
        for entiteit in passend(&mappings, &naam).1.entiteiten() {
            let voorstel = voorstel(&gezien, entiteit, "export.csv");
            assert_eq!(voorstel.ontbreekt, [""; 0], "{naam}\n{}", voorstel.tekst);
            let mapping = Mapping::lees(&voorstel.tekst).unwrap();
            let (gelezen, geweigerd) = lees(&mapping, &naam, &bytes);
            assert_eq!(geweigerd, [""; 0], "{naam}\n{}", voorstel.tekst);
            assert!(gelezen.len() >= 2, "{naam}");
        }
    }
}

/// `docs/zaaksysteem-velden.md`, as the model has it.
fn velden() -> String {
    let mut tekst = "# Fields of the entities that CSV can feed\n\n\
        Made from the model; a test compares. Those in **bold** make a row the same row in another delivery and\n\
        must be there, those in *italics* must be there, all others may be absent. `text` is a label of at most 200 characters on one line,\nnever a name or a note.\n"
        .to_owned();
    for entiteit in Entiteit::ALLE {
        write!(tekst, "\n## {entiteit}\n\n| field | kind |\n|---|---|\n").unwrap();
        for veld in entiteit.velden() {
            let naam = match (veld.is_sleutel, veld.is_verplicht) {
                (true, true) => format!("**`{}`**", veld.naam),
                (true, false) => format!("**`{}`** (may be empty)", veld.naam),
                (false, true) => format!("*`{}`*", veld.naam),
                (false, false) => format!("`{}`", veld.naam),
            };
            writeln!(tekst, "| {naam} | {} |", soort(veld.soort)).unwrap();
        }
    }
    tekst
}

fn soort(soort: Veldsoort) -> &'static str {
    match soort {
        Veldsoort::Tekst => "text",
        Veldsoort::Datum => "day",
        Veldsoort::Geheel => "whole number",
        Veldsoort::Eurocent => "amount in euros",
        Veldsoort::Decimaal => "number",
        Veldsoort::JaNee => "yes or no",
        Veldsoort::Client => "person: `als = \"bsn\"` or `\"nummer\"`; becomes a pseudonym",
        Veldsoort::Pseudoniem => "text that leads to a person; becomes a pseudonym",
        Veldsoort::Lijst => "labels, cut with `splits` or `haken`",
        Veldsoort::Wet => "`wmo`, `jw` or `pw`",
        Veldsoort::Gemeente => "municipality, 4 digits; by default that of the source",
        Veldsoort::Agb => "AGB code, 8 digits",
        Veldsoort::Productcategorie => "product category, 2 characters",
        Veldsoort::Productcode => "product code, 5 characters",
        Veldsoort::Eenheid => "unit of the volume, 2 digits (COD160)",
        Veldsoort::Frequentie => "frequency of the volume, 1 digit (COD170)",
        Veldsoort::Toewijzingnummer => "number of the allocation in the messages",
        Veldsoort::Geslacht => "0 unknown, 1 man, 2 woman",
        Veldsoort::Jaar => "year, or a day of which the year is kept",
        Veldsoort::Postcode => "postcode, 4 digits and 2 letters",
        Veldsoort::Gebied => "area: `GM0384`, `WK038401`, `BU03840101`",
        Veldsoort::Periode => "period as StatLine writes it, or a day, month, quarter or year",
    }
}

#[test]
fn the_list_of_fields_in_the_docs_is_that_of_the_model() {
    let pad = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/zaaksysteem-velden.md");
    let staat = fs::read_to_string(pad).unwrap_or_default();
    assert!(staat == velden(), "write this to docs/zaaksysteem-velden.md:\n{}", velden());
}
