//! Persons and their records, in 3.2.

use domain::Code;

use crate::tests::{change, lees_tekst, records, refusal};
use crate::voorbeeld::{bericht, bericht_301, bericht_305, client, toegewezen_product};

#[test]
fn a_fault_in_the_person_refuses_every_record() {
    let good = bericht_301(&[1, 2]);
    let voornamen = "<ijw:Voornamen>Testvoornaam</ijw:Voornamen>";
    let geslacht = "<jw301:Geslacht>1</jw301:Geslacht>";
    for (from, to, code, pad) in [
        (">999900006<", ">999900007<", Code::BsnInvalid, "Bsn"),
        (">999900006<", "> 999900006<", Code::BsnInvalid, "Bsn"),
        (">999900006<", "><", Code::BsnInvalid, "Bsn"),
        (">999900006<", ">999999999<", Code::BsnPlaceholder, "Bsn"),
        (">2010-02-14<", ">2010-02-30<", Code::DateInvalid, "Geboortedatum/Datum"),
        (">2010-02-14<", ">2026-05-07<", Code::DateRange, "Geboortedatum/Datum"),
        (">2010-02-14<", ">1906-05-05<", Code::DateRange, "Geboortedatum/Datum"),
        (geslacht, "<jw301:Geslacht>9</jw301:Geslacht>", Code::CodeUnknown, "Geslacht"),
        (geslacht, "", Code::FieldMissing, "Geslacht"),
        (geslacht, "<jw301:Geslacht><a/>1</jw301:Geslacht>", Code::XsdInvalid, "Geslacht"),
        (
            ">Testnaam<",
            &format!(">{}<", "a".repeat(201)),
            Code::TextLength,
            "Naam/Geslachtsnaam/Achternaam",
        ),
        (">Testnaam<", "> <", Code::TextBlank, "Naam/Geslachtsnaam/Achternaam"),
        (voornamen, &voornamen.repeat(2), Code::XsdInvalid, "Naam/Voornamen"),
        (geslacht, &format!("{geslacht}<jw301:Extra/>"), Code::XsdInvalid, "?"),
        ("<ijw:NaamGebruik>1</ijw:NaamGebruik>", "", Code::FieldMissing, "Naam/NaamGebruik"),
    ] {
        let expect: Vec<_> =
            (1..=2).map(|regel| (regel, code, format!("Bericht/Client/{pad}"))).collect();
        assert_eq!(records(&change(&good, from, to)), (0, expect), "{from} {to}");
        assert!(lees_tekst(&change(&good, from, to)).unwrap().bericht.clienten.is_empty());
    }
}

#[test]
fn an_unknown_birth_date_is_no_year_of_birth() {
    let datum = "<ijw:Datum>2010-02-14</ijw:Datum>";
    let with = |to: &str| {
        let gelezen = lees_tekst(&change(&bericht_305(&[1]), datum, to)).unwrap();
        gelezen.bericht.clienten.first().map(|client| client.geboortejaar)
    };
    let gebruik = |code| format!("<ijw:DatumGebruik>{code}</ijw:DatumGebruik>");
    assert_eq!(with(datum), Some(Some(2010)));
    assert_eq!(with(&(datum.to_owned() + &gebruik(1))), Some(Some(2010)));
    let onbekend = "<ijw:Datum>1900-01-01</ijw:Datum>";
    assert_eq!(with(&(onbekend.to_owned() + &gebruik(3))), Some(None));
    assert_eq!(with(&(onbekend.to_owned() + &gebruik(2))), None);
    assert_eq!(with(&(datum.to_owned() + &gebruik(4))), None);
    assert_eq!(with("<ijw:Datum>1906-05-06</ijw:Datum>"), Some(Some(1906)));
}

#[test]
fn a_message_has_one_person_and_at_least_one_record() {
    let one = client("301", &toegewezen_product(1, ""), "");
    let two = bericht("301", "", &one.repeat(2));
    assert_eq!(refusal(&two), (Code::XsdInvalid, "Bericht/Client".to_owned()));
    let none = bericht("301", "", &client("301", "", ""));
    let pad = "Bericht/Client/ToegewezenProducten/ToegewezenProduct";
    assert_eq!(refusal(&none), (Code::XsdInvalid, pad.to_owned()));
    assert_eq!(refusal(&bericht("301", "", "")), (Code::FieldMissing, "Bericht/Client".to_owned()));
}

#[test]
fn text_between_elements_refuses_the_file() {
    let good = bericht_301(&[1, 2]);
    for before in [
        "<jw301:Client>",
        "<jw301:Naam>",
        "<jw301:ToegewezenProduct>",
        "<ijw:Volume>",
        "</jw301:Bericht>",
    ] {
        let text = change(&good, before, &format!("tekst{before}"));
        assert_eq!(refusal(&text).0, Code::XsdInvalid, "{before}");
    }
}

#[test]
fn of_two_records_with_one_key_neither_loads() {
    let double: Vec<_> = [1, 3].map(|regel| (regel, Code::Tr101)).into();
    let (loaded, refused) = records(&bericht_301(&[1, 2, 1]));
    let refused: Vec<_> = refused.into_iter().map(|(regel, code, _)| (regel, code)).collect();
    assert_eq!((loaded, refused), (1, double));
}

#[test]
fn an_attribute_that_the_schema_does_not_know_refuses_the_record() {
    let good = bericht_301(&[1, 2]);
    let xsi = "xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance'";
    for (attribute, code) in [
        (format!("{xsi} xsi:nil='true'"), Code::FieldMissing),
        (format!("{xsi} xsi:type='x'"), Code::XsdInvalid),
        ("soort='1'".to_owned(), Code::XsdInvalid),
    ] {
        let text = change(&good, "<ijw:Volume>", &format!("<ijw:Volume {attribute}>"));
        let (loaded, refused) = records(&text);
        assert_eq!((loaded, refused.len(), refused[0].1), (1, 1, code), "{attribute}");
    }
}
