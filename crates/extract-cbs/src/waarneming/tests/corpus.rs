//! The nasty pages of the shared folder; `v4.rs` and `v3.rs` hold the like of each, made by hand.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use domain::statline::{Gegevenstype, Protocol, Tabel};

use super::{TYPED, V4, alles, dimensie, lees, onderwerp, shared, tabel};
use crate::Error;
use crate::waarneming::Lezing;

/// The table of the corpus: one area, one year, one measure.
fn corpus_tabel(protocol: Protocol) -> Tabel {
    let code = if protocol == Protocol::V4 { "M001" } else { "TotaleBevolking_1" };
    let dimensies = vec![dimensie("RegioS", &["GM0363"]), dimensie("Perioden", &["2025JJ00"])];
    tabel(protocol, dimensies, vec![onderwerp(code, Gegevenstype::Decimaal, 0)])
}

/// Reads the pages of a case in order; what comes of the links between them is tested with the links.
fn lees_geval(pages: &[Vec<u8>], is_v3: bool) -> Result<Vec<Lezing>, Error> {
    let (protocol, adres) = if is_v3 { (Protocol::V3, TYPED) } else { (Protocol::V4, V4) };
    let tabel = corpus_tabel(protocol);
    let (mut read, mut laatste_id) = (Vec::new(), None);
    for body in pages {
        let lezing = lees(body, &tabel, &alles(&tabel), adres, laatste_id)?;
        laatste_id = lezing.laatste_id;
        read.push(lezing);
    }
    Ok(read)
}

/// Per case its pages, in order.
fn gevallen(folder: &Path) -> BTreeMap<String, Vec<Vec<u8>>> {
    let mut cases = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let mut pages = vec![path.clone()];
        if path.is_dir() {
            pages = fs::read_dir(&path).unwrap().map(|page| page.unwrap().path()).collect();
            pages.sort();
        }
        cases.insert(name, pages.iter().map(|page| fs::read(page).unwrap()).collect());
    }
    cases
}

#[test]
fn every_case_of_the_corpus_is_told_by_its_code_or_read() {
    let Some(folder) = shared("corpus/odata") else { return };
    let mut text = String::new();
    for (name, pages) in gevallen(&folder) {
        let words = match lees_geval(&pages, name.contains("v3")) {
            Ok(read) => {
                let rijen: u32 = read.iter().map(|lezing| lezing.rijen).sum();
                let dubbel: u32 = read.iter().map(|lezing| lezing.dubbel).sum();
                let links = read.iter().filter(|lezing| lezing.volgende.is_some()).count();
                let aantal = read.first().and_then(|lezing| lezing.aantal);
                let aantal = aantal.map(|aantal| format!(", count {aantal}")).unwrap_or_default();
                format!("{rijen} rows, {dubbel} repeated, {links} links{aantal}")
            }
            Err(error) => error.code().to_owned(),
        };
        writeln!(text, "{name}: {words}").unwrap();
    }
    // The links of b01 and b03, the count of b19 and the emptiness of a11 are judged by what asks for pages.
    insta::assert_snapshot!(text, @r"
    a01_een_pagina.json: 2 rows, 0 repeated, 0 links
    a03_lege_tussenpagina: 1 rows, 0 repeated, 1 links
    a05_odata_v3.json: 1 rows, 0 repeated, 0 links
    a07_bom.json: 1 rows, 0 repeated, 0 links
    a09_decimaal_exact.json: 2 rows, 0 repeated, 0 links
    a11_nul_rijen.json: 0 rows, 0 repeated, 0 links
    b01_nextlink_naar_zichzelf.json: 1 rows, 0 repeated, 1 links
    b03_nextlink_andere_host.json: 1 rows, 0 repeated, 1 links
    b05_geen_value.json: ODATA_SHAPE
    b07_value_object.json: ODATA_SHAPE
    b09_nan_token.json: JSON_INVALID
    b11_rommel_erachter.json: JSON_INVALID
    b13_html_200.json: JSON_INVALID
    b15_diep_genest.json: JSON_INVALID
    b17_leeg.json: JSON_INVALID
    b19_telling_klopt_niet.json: 2 rows, 0 repeated, 0 links, count 3
    c01_nan_tekst.json: NUMBER_INVALID
    c03_decimale_komma.json: NUMBER_INVALID
    c05_sleutel_null.json: FIELD_MISSING
    c07_periode_fout.json: CODE_UNKNOWN
    c09_element_array.json: TYPE_MISMATCH
    c11_waarde_object.json: TYPE_MISMATCH
    c13_dubbele_sleutel_in_object.json: JSON_DUPLICATE_KEY
    c15_pagina_overlap: 3 rows, 1 repeated, 1 links
    ");
}
