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
    let zonder = ["kolom 1: bsn", "kolom 2: datum d-m-jjjj", "kolom 3: tekst"];
    assert_eq!(kolommen("999900006;14-02-2010;0363\n999900018;14-02-2010;0363\n"), zonder);
    assert_eq!(kolommen("naam999900006;x\n1;2\n"), ["kolom 1: tekst", "kolom 2: tekst"]);
    assert_eq!(kolommen(""), ["FILE_EMPTY"]);
}

#[test]
fn a_first_row_of_data_is_no_header() {
    for (bron, verwacht, rijen) in [
        // A value that its column has again.
        ("Jansen;Wmo;actief\nPieters;Jw;dicht\nDe Vries;Wmo;dicht\n", 3, 3),
        // Codes and postcodes that are written as those below them.
        ("Z-1;1271 AB\nZ-2;1271 AC\n", 2, 2),
        // A row of words below rows that have numbers.
        ("Jansen;12;x\nPieters;13;y\nDe Vries;geen;z\n", 3, 3),
        // A single column of words.
        ("Jansen belt\nPieters schrijft\n", 1, 2),
        ("sep=;\nZ-1;1271 AB\nZ-2;1271 AC\n", 2, 2),
        ("Sep=;\nZ-1;1271 AB;x\nZ-2;1271 AC;y\n", 3, 2),
        ("1,a\n2,b\n", 2, 2),
    ] {
        let gezien = verken(bron.as_bytes(), 1_000).unwrap();
        let namen: Vec<&str> = gezien.kolommen.iter().map(|kolom| kolom.naam.as_str()).collect();
        let genummerd: Vec<String> = (1..=verwacht).map(|plek| format!("kolom {plek}")).collect();
        assert!(gezien.is_zonder_kop, "{bron}");
        assert_eq!(
            (namen, gezien.telling.rijen),
            (genummerd.iter().map(String::as_str).collect(), rijen)
        );
        assert!(!format!("{gezien:?}").contains("Jansen"), "{bron}");
    }
    for bron in [
        "Nummer\n1\n2\n",
        "Kenmerk;Waarom\nZ-1;x\nZ-2;y\n",
        "Wet;Zaaknummer\nWet;Z-1\n",
        "Overzicht;van;zaken\nKenmerk;Waarom;Wie\nZ-1;x;q\n",
        "Naam;Opmerking\nNaam;x\n",
    ] {
        assert!(!verken(bron.as_bytes(), 1_000).unwrap().is_zonder_kop, "{bron}");
    }
}

#[test]
fn a_total_is_no_row() {
    let bron = "Zaaknummer;BSN;Uren\nZ-1;999900006;3\nZ-2;999900018;4\nTotaal;;7\nEindtotaal 2;;\n";
    let gezien = verken(bron.as_bytes(), 1_000).unwrap();
    assert_eq!((gezien.totalen, gezien.kolommen[1].leeg, gezien.kolommen[2].gevuld), (2, 0, 2));
    let bron = "Zaaknummer;BSN;Uren\nTotaalbad;999900006;3\n";
    assert_eq!(verken(bron.as_bytes(), 1_000).unwrap().totalen, 0);
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
