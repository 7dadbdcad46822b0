//! A first look at files, each with a trap.

use super::*;
use crate::Codering;

fn kolommen(bron: &str) -> Vec<String> {
    match verken(bron.as_bytes(), 1_000) {
        Err(weigering) => vec![weigering.code.as_str().to_owned()],
        Ok(gezien) => {
            let kolom = |kolom: &Kolomverkenning| format!("{}: {}", kolom.naam, kolom.soort);
            gezien.kolommen.iter().map(kolom).collect()
        }
    }
}

#[test]
fn columns_are_told_by_name_and_kind() {
    let zaken = "Zaaknummer;BSN;Datum ;Datum;Bedrag;\nZ-1;999900006;05-03-2024;;1,50;\n";
    let verwacht = [
        "Zaaknummer: tekst",
        "BSN: bsn",
        "Datum: datum d-m-jjjj",
        "Datum_2: leeg",
        "Bedrag: bedrag met ,",
    ];
    assert_eq!(kolommen(zaken), verwacht);
    assert_eq!(kolommen("Nummer\n1\n2\n"), ["Nummer: geheel"]);
}

#[test]
fn a_title_is_no_header() {
    let titels = "Overzicht van zaken\nGemeente;Huizen\nPeildatum;01-03-2024;;\n\nNr;Soort;Uren\n1;Wmo;2\n2;Jw;3\n";
    assert_eq!(kolommen(titels), ["Nr: geheel", "Soort: tekst", "Uren: geheel"]);
}

#[test]
fn a_person_is_no_header() {
    assert_eq!(kolommen("999900006;14-02-2010;0363\n999900018;14-02-2010;0363\n"), ["CSV_HEADER"]);
    assert_eq!(kolommen("naam999900006;x\n1;2\n"), ["CSV_HEADER"]);
    assert_eq!(kolommen(""), ["FILE_EMPTY"]);
}

#[test]
fn no_value_is_told() {
    let bron = b"Naam;Nr\nJos\xE9 de Vries;1\nPiet;2\n-;3\nfout\n";
    let gezien = verken(&bron[..], 1_000).unwrap();
    assert_eq!(gezien.dialect.codering, Codering::Windows1252);
    assert_eq!(gezien.kolommen[0].voorbeelden, ["Xxxx xx Xxxxx", "Xxxx"]);
    assert_eq!((gezien.kolommen[0].gevuld, gezien.kolommen[0].leeg), (2, 1));
    assert_eq!((gezien.telling.rijen, gezien.weigeringen["CSV_COLUMNS"]), (3, 1));
    let tekst = format!("{gezien:?}");
    assert!(!tekst.contains("Jos") && !tekst.contains("Piet"));
}

#[test]
fn a_look_ends_at_its_limit() {
    let bron = "Nr;Soort\n1;a\n2;b\n3;c\n";
    for (grens, is_deel, rijen) in [(2, true, 2), (3, false, 3), (4, false, 3)] {
        let gezien = verken(bron.as_bytes(), grens).unwrap();
        assert_eq!((gezien.is_deel, gezien.telling.rijen), (is_deel, rijen));
        assert_eq!(gezien.kolommen[0].gevuld, rijen);
    }
}
