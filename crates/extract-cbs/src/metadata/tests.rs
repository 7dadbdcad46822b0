//! What tests of descriptions share.

#![expect(clippy::print_stderr, reason = "a skipped test says so")]

use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;

use domain::statline::{Dimensiecode, Dimensierol, Tabel};
use serde::de::DeserializeOwned;

/// A folder or file of the shared recordings, when it is there.
pub(crate) fn opname(path: &str) -> Option<PathBuf> {
    let fixtures = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("../../../shared/domain/cbs/fixtures")
        .join(path);
    if fixtures.exists() {
        return Some(fixtures);
    }
    eprintln!("skipped: the shared folder has no {path} here");
    None
}

/// The rows of a recorded collection; none when the file is not there.
pub(crate) fn rijen_van<T: DeserializeOwned>(path: &PathBuf) -> Vec<T> {
    match fs::read_to_string(path) {
        Ok(text) => rijen(&text),
        Err(_) => Vec::new(),
    }
}

/// The rows of a collection; some recordings hold one row without the envelope.
pub(crate) fn rijen<T: DeserializeOwned>(json: &str) -> Vec<T> {
    let mut body: serde_json::Value = serde_json::from_str(json).unwrap();
    match body.get_mut("value") {
        Some(rows) => serde_json::from_value(rows.take()).unwrap(),
        None => vec![serde_json::from_value(body).unwrap()],
    }
}

/// A description as text, with at most three members of each dimension.
pub(crate) fn beeld(tabel: &Tabel) -> String {
    let mut text = String::new();
    let versie = &tabel.versie;
    writeln!(text, "{} {}: {}", tabel.protocol.code(), tabel.tabel_id, tabel.titel).unwrap();
    writeln!(
        text,
        "version {} {} {} {:?}; {}; {}; {}; {}; {}",
        versie.versie,
        versie.waarnemingen_op,
        versie.metadata_op,
        versie.aantal,
        tabel.reden,
        tabel.status,
        tabel.frequentie,
        tabel.licentie,
        tabel.bron,
    )
    .unwrap();
    for dimensie in &tabel.dimensies {
        writeln!(
            text,
            "{} ({}, {:?}, map {:?}): {} codes",
            dimensie.naam,
            dimensie.soort,
            dimensie.rol,
            dimensie.kaartjaar,
            dimensie.codes.len()
        )
        .unwrap();
        for code in dimensie.codes.iter().take(3) {
            writeln!(text, "  {}", code_beeld(code)).unwrap();
        }
    }
    for onderwerp in tabel.onderwerpen.iter().take(3) {
        writeln!(
            text,
            "{} {:?} [{} x{}] {} {} {:?}{}",
            onderwerp.code,
            onderwerp.label(),
            onderwerp.eenheid,
            onderwerp.vermenigvuldiger,
            onderwerp.gegevenstype.code(),
            onderwerp.decimalen,
            onderwerp.leeg,
            if onderwerp.is_telbaar() { " telbaar" } else { "" },
        )
        .unwrap();
    }
    write!(text, "{} measures", tabel.onderwerpen.len()).unwrap();
    text
}

/// The sizes of the dimensions, with `G` for areas and `P` for periods.
pub(crate) fn maten(tabel: &Tabel) -> String {
    let sizes = tabel.dimensies.iter().map(|dimensie| {
        let role = match dimensie.rol {
            Dimensierol::Gebied => "G",
            Dimensierol::Periode => "P",
            Dimensierol::Categorie => "",
        };
        format!("{role}{}", dimensie.codes.len())
    });
    sizes.collect::<Vec<_>>().join(" ")
}

fn code_beeld(code: &Dimensiecode) -> String {
    let mut text = format!("{:?} {} ({})", code.sleutel, code.titel, code.pad.join(" > "));
    let flags = [("totaal", code.is_totaal), ("kop", code.is_kop), ("marge", code.is_marge)];
    for (flag, _) in flags.into_iter().filter(|(_, is_set)| *is_set) {
        write!(text, " {flag}").unwrap();
    }
    for (name, value) in [
        ("status", Some(code.status.clone()).filter(|status| !status.is_empty())),
        ("in", code.ouder.clone()),
        ("van", code.geldig_van.map(|dag| dag.to_string())),
        ("tot", code.geldig_tot.map(|dag| dag.to_string())),
    ] {
        if let Some(value) = value {
            write!(text, " {name} {value}").unwrap();
        }
    }
    text
}
