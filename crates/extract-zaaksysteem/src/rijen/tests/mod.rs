//! Each line of a file in its place, for each way in which a file may be written.

mod corpus;

use super::*;
use crate::{DubbeleKoppen, Regeleinde};

/// What a file gives, one line for each row and refusal: `3 a|b`, `4 CSV_QUOTE`; of a file that is refused one line.
fn lees(bron: &[u8], vorm: &Bestandsvorm) -> Vec<String> {
    lees_in_blokken(bron, vorm, BLOK).0
}

fn lees_in_blokken(bron: &[u8], vorm: &Bestandsvorm, blok: usize) -> (Vec<String>, Telling) {
    let herken = |cellen: &[&str]| cellen.contains(&"id") && cellen.contains(&"naam");
    let mut uit = Vec::new();
    let mut lezer = match Rijenlezer::open_in_blokken(bron, vorm, &herken, blok) {
        Ok(lezer) => lezer,
        Err(weigering) => return (vec![weigering.code.as_str().to_owned()], Telling::default()),
    };
    while let Some(rij) = lezer.volgende() {
        uit.push(match rij {
            Ok(rij) => format!("{} {}", rij.regel, rij.cellen().collect::<Vec<_>>().join("|")),
            Err(weigering) => format!("{} {}", weigering.regel, weigering.code.as_str()),
        });
    }
    (uit, *lezer.telling())
}

#[track_caller]
fn check(bron: impl AsRef<[u8]>, verwacht: &[&str]) {
    assert_eq!(lees(bron.as_ref(), &Bestandsvorm::default()), verwacht);
}

#[test]
fn separators_are_found() {
    for scheiding in [";", ",", "\t", "|"] {
        check(["id;naam", "1;a", "2;b"].join("\n").replace(';', scheiding), &["2 1|a", "3 2|b"]);
    }
    // Decimal commas are no separators, and no columns either.
    check("id;naam\n1;1,5\n2;2,5\n", &["2 1|1,5", "3 2|2,5"]);
    check("sep=|\nid|naam\n1|a;b\n", &["3 1|a;b"]);
    check("\"SEP=,\"\r\nid,naam\r\n1,a\r\n", &["3 1|a"]);
    check("sep=,\nid;naam\n1;a\n", &["CSV_HEADER"]);
    let vorm = Bestandsvorm { scheiding: Some(b';'), ..Bestandsvorm::default() };
    assert_eq!(lees(b"sep=,\nid;naam\n1;a\n", &vorm), ["3 1|a"]);
    assert_eq!(lees(b"id,naam\n1,a\n", &vorm), ["CSV_HEADER"]);
}

#[test]
fn line_ends_may_differ() {
    check("id;naam\r1;a\r2;b", &["2 1|a", "3 2|b"]);
    check("id;naam\r\n1;a\r2;b\n3;c\r\n", &["2 1|a", "3 2|b", "4 3|c"]);
    check("id;naam\n\n1;a\n   \n\r\n2;b\n\n", &["3 1|a", "6 2|b"]);
    check("id;naam", &[]);
    for (tekst, einde) in [
        ("id;naam\r\n1;a", Regeleinde::CrLf),
        ("id;naam\n1;a", Regeleinde::Lf),
        ("id;naam\r1;a", Regeleinde::Cr),
        ("id;naam", Regeleinde::Geen),
    ] {
        let lezer = Rijenlezer::open(tekst.as_bytes(), &Bestandsvorm::default(), &|_| true);
        assert_eq!(lezer.ok().map(|lezer| lezer.dialect().regeleinde), Some(einde));
    }
}

#[test]
fn quotes_hold_what_is_between_them() {
    check("id;naam\n1;\"a;b\"\n", &["2 1|a;b"]);
    check("id;naam\n1;\"a\r\nb\"\n2;c\n", &["2 1|a\r\nb", "4 2|c"]);
    check("id;naam\n\"1\";\"zei \"\"ja\"\"\"\n", &["2 1|zei \"ja\""]);
    check("id;naam\n\"\";\"\"\"\"\n", &["2 |\""]);
    check(
        "id;naam\n1;5\" buis\n2;C:\\n\n3;\u{201c}hulp\u{201d}\n",
        &["2 1|5\" buis", "3 2|C:\\n", "4 3|\u{201c}hulp\u{201d}"],
    );
    let vorm = Bestandsvorm { aanhaling: 0, ..Bestandsvorm::default() };
    assert_eq!(lees(b"id;naam\n1;\"a\n", &vorm), ["2 1|\"a"]);
    let vorm = Bestandsvorm { aanhaling: b'\'', ..Bestandsvorm::default() };
    assert_eq!(lees(b"'id';'naam'\n1;'a''s;b'\n", &vorm), ["2 1|a's;b"]);
}

#[test]
fn a_quote_that_does_not_close_costs_one_line() {
    check("id;naam\n1;\"open\n2;b\n3;c\n", &["2 CSV_QUOTE", "3 2|b", "4 3|c"]);
    check("id;naam\n1;a\n2;\"open", &["2 1|a", "3 CSV_QUOTE"]);
    check("id;naam\n1;\"open\n2;\"b\"\n3;c\n", &["2 CSV_QUOTE", "3 2|b", "4 3|c"]);
    check("id;naam\n1;\"a\"b\n2;c\n", &["2 CSV_QUOTE", "3 2|c"]);
    check("id;naam\n1;\"a\" \n2;c\n", &["2 CSV_QUOTE", "3 2|c"]);
    // It runs into a later quote, with cells left over: the lines in between are read again.
    check("id;naam\n1;\"open\n2;b\n3;c\";d\n", &["2 CSV_COLUMNS", "3 2|b", "4 CSV_COLUMNS"]);
}

#[test]
fn the_guard_of_excel_is_taken_off() {
    check("id;naam\n=\"012345672\";a\n", &["2 012345672|a"]);
    check("id;naam\n\"=\"\"0123\"\"\";a\n", &["2 0123|a"]);
    check("id;naam\n=\"\";=1+1\n=\"a\"&\"b\";=\n", &["2 |=1+1", "3 =\"a\"&\"b\"|="]);
}

#[test]
fn cells_that_are_too_many_or_too_few_refuse_the_row() {
    check(
        "id;naam\n1;a;b\n2\n3;c;\n4;d;;\n\\.\n;\n",
        &["2 CSV_COLUMNS", "3 CSV_COLUMNS", "4 3|c", "5 CSV_COLUMNS", "6 CSV_COLUMNS", "7 |"],
    );
}

#[test]
fn nameless_columns_at_the_end_must_be_empty() {
    check("id;naam;;\n1;a;;\n2;b\n3;c;; \n4;d;;e\n", &["2 1|a", "3 2|b", "4 3|c", "5 CSV_COLUMNS"]);
    let mut lezer =
        Rijenlezer::open(&b"id;naam;\n"[..], &Bestandsvorm::default(), &|_| true).unwrap();
    assert_eq!(lezer.kop(), ["id", "naam"]);
    assert_eq!(lezer.meldingen()[0].soort, Meldingsoort::KolomNaamloos);
}

#[test]
fn control_characters_refuse_their_row_alone() {
    check(
        "id;naam\n1;a\0b\n2;b\x1bc\n3;c\u{85}d\n4;d\u{7f}\n5;e\te\u{a0}\n",
        &["2 TEXT_CONTROL", "3 TEXT_CONTROL", "4 TEXT_CONTROL", "5 TEXT_CONTROL", "6 5|e\te\u{a0}"],
    );
    check("id;naam\n1;\"a\n\0b\"\n2;b\n", &["2 TEXT_CONTROL", "4 2|b"]);
}

#[test]
fn encodings_are_recognised() {
    let utf16 = |tekst: &str, merk: bool, om: fn(u16) -> [u8; 2]| -> Vec<u8> {
        let merk = merk.then_some('\u{feff}');
        let tekst: String = merk.into_iter().chain(tekst.chars()).collect();
        tekst.encode_utf16().flat_map(om).collect()
    };
    let tekst = "id\tnaam\n1\tJosé\u{2019}s 😀\n";
    for merk in [true, false] {
        check(utf16(tekst, merk, u16::to_le_bytes), &["2 1|José\u{2019}s 😀"]);
        check(utf16(tekst, merk, u16::to_be_bytes), &["2 1|José\u{2019}s 😀"]);
    }
    check(format!("\u{feff}{tekst}"), &["2 1|José\u{2019}s 😀"]);
    check(b"id;naam\n1;\x80 Jos\xE9\n", &["2 1|€ José"]);
    let vorm = Bestandsvorm { codering: Some(Codering::Iso8859_15), ..Bestandsvorm::default() };
    assert_eq!(lees(b"id;naam\n1;\xA4\n", &vorm), ["2 1|€"]);
    let vorm = Bestandsvorm { codering: Some(Codering::Utf8), ..Bestandsvorm::default() };
    assert_eq!(lees(b"id;naam\n1;Jos\xE9\n2;b\n", &vorm), ["2 CSV_ENCODING", "3 2|b"]);
    assert_eq!(lees(b"\xFF\xFEi\0d\0", &vorm), ["CSV_ENCODING"]);
    let mut lezer = Rijenlezer::open(&b"\xE9\n"[..], &Bestandsvorm::default(), &|_| true).unwrap();
    assert_eq!(lezer.dialect().codering, Codering::Windows1252);
    assert_eq!(lezer.meldingen()[0].soort, Meldingsoort::Codering);
}

#[test]
fn bytes_that_are_no_text_refuse_their_row_alone() {
    // As much UTF-8 as there is of something else: then it is UTF-8, and wrong.
    check(b"id;naam\n1;Jos\xC3\xA9\n2;Jos\xE9\n3;c\n", &["2 1|José", "3 CSV_ENCODING", "4 3|c"]);
    // Half a surrogate pair.
    let mut bron: Vec<u8> =
        "\u{feff}id;naam\n1;a_\n2;b\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let op = bron.iter().position(|byte| *byte == b'_').unwrap();
    bron[op] = 0x00;
    bron[op + 1] = 0xD8;
    check(&bron, &["2 CSV_ENCODING", "3 2|b"]);
    bron.push(b'3');
    check(&bron, &["2 CSV_ENCODING", "3 2|b", "4 CSV_ENCODING"]);
}

#[test]
fn the_header_is_looked_for() {
    check("Overzicht zaken\n\"van\n\nid;naam\n1;a\n", &["5 1|a"]);
    check("Overzicht\n\n \"id\" ; naam \n1;a\n", &["CSV_HEADER"]);
    check("Overzicht;;\n id ;\"naam\"\n1;a\n", &["3 1|a"]);
    check("naam;x\n1;a\n", &["CSV_HEADER"]);
    check(format!("{}id;naam\n1;a\n", "titel\n".repeat(19)), &["21 1|a"]);
    check(format!("{}id;naam\n1;a\n", "titel\n".repeat(20)), &["CSV_HEADER"]);
    check("id;naam;id\n1;a;b\n", &["CSV_HEADER"]);
    check("id;naam;Naam \n1;a;b\n", &["CSV_HEADER"]);
    check(format!("id;naam{}\n", ";x".repeat(1_999)), &["CSV_LIMIT"]);
    check("id;\"naam\";\"begin\nvan zorg\"\n1;a;b\n", &["3 1|a|b"]);
}

#[test]
fn a_name_twice_is_numbered_when_asked() {
    let vorm = Bestandsvorm { dubbele_koppen: DubbeleKoppen::Nummeren, ..Bestandsvorm::default() };
    let kop = |tekst: &str| {
        Rijenlezer::open(tekst.as_bytes(), &vorm, &|_| true).ok().map(|lezer| lezer.kop().to_vec())
    };
    let verwacht = |namen: &[&str]| Some(namen.iter().map(|naam| (*naam).to_owned()).collect());
    assert_eq!(kop("Nr ;Datum; Datum ;x   \n"), verwacht(&["Nr", "Datum", "Datum_2", "x"]));
    assert_eq!(kop("a;A;a;A_2;;b\n"), verwacht(&["a", "A_3", "a_4", "A_2", "", "b"]));
}

#[test]
fn what_is_no_table_is_refused() {
    check("", &["FILE_EMPTY"]);
    check("\u{feff}", &["FILE_EMPTY"]);
    check([0xFF, 0xFE], &["FILE_EMPTY"]);
    check(" \r\n\r\n", &["FILE_EMPTY"]);
    for begin in
        ["<!DOCTYPE html>", "\n<HTML>", "<?xml version=\"1.0\"?>", "%PDF-1.7", "{\"fout\":1}"]
    {
        check(begin, &["FILE_TYPE_MISMATCH"]);
    }
    check(b"PK\x03\x04rest", &["FILE_TYPE_MISMATCH"]);
    check(b"\x1f\x8b\x08", &["FILE_TYPE_MISMATCH"]);
}

#[test]
fn footers_are_skipped_and_counted() {
    let voetregels = vec![regex::Regex::new("^Totaal").unwrap()];
    let vorm = Bestandsvorm { voetregels, ..Bestandsvorm::default() };
    let bron = b"Totaal\nid;naam\n1;a\n Totaal;;;5\nTotaal: \"x\nTotaal;\"x\n2;b\n";
    let (uit, telling) = lees_in_blokken(bron, &vorm, BLOK);
    assert_eq!(uit, ["3 1|a", "7 2|b"]);
    assert_eq!(
        telling,
        Telling { kopregels: 2, rijen: 2, rijregels: 2, voet: 3, ..Telling::default() }
    );
}

#[test]
fn what_is_too_long_costs_one_row() {
    let vorm = Bestandsvorm { waarde_bytes_max: 10, rij_bytes_max: 20, ..Bestandsvorm::default() };
    let bron = [
        "id;naam",
        "1;1234567890",
        "2;12345678901",
        "123456789;1234567890",
        "1234567890;1234567890",
        "1;\"12345",
        "123456\"",
        "1;\"1234567890123456789012345",
        "x;\"",
        "123456789012345678",
        "7;g",
        "8;h\r",
    ]
    .join("\n");
    for blok in [9, 16, 50, BLOK] {
        let (uit, _) = lees_in_blokken(bron.as_bytes(), &vorm, blok);
        assert_eq!(
            uit,
            [
                "2 1|1234567890",
                "3 CSV_LIMIT",
                "4 123456789|1234567890",
                "5 CSV_LIMIT",
                "6 CSV_LIMIT",
                "8 CSV_LIMIT",
                "9 CSV_QUOTE",
                "10 CSV_COLUMNS",
                "11 7|g",
                "12 8|h"
            ],
            "{blok}"
        );
    }
}

/// Gives some text, then fails.
struct Kapot<'t>(&'t [u8]);

impl Read for Kapot<'_> {
    fn read(&mut self, doel: &mut [u8]) -> std::io::Result<usize> {
        if self.0.is_empty() {
            return Err(std::io::ErrorKind::UnexpectedEof.into());
        }
        self.0.read(doel)
    }
}

#[test]
fn a_source_that_breaks_off_is_refused_and_ends() {
    let tekst = format!("id;naam\n{}", "1;a\n".repeat(BLOK / 4));
    let herken = |_: &[&str]| true;
    let mut lezer =
        Rijenlezer::open(Kapot(tekst.as_bytes()), &Bestandsvorm::default(), &herken).unwrap();
    let mut laatste = None;
    while let Some(rij) = lezer.volgende() {
        laatste = rij.err();
    }
    let laatste = laatste.unwrap();
    assert_eq!((laatste.code, laatste.regel), (Code::FileUnreadable, 0));
    assert!(lezer.volgende().is_none());
}

/// What is told of a file, with its line.
fn gemeld(bron: impl AsRef<[u8]>) -> Vec<(&'static str, u64)> {
    let herken = |cellen: &[&str]| cellen.contains(&"id") && cellen.contains(&"naam");
    let mut lezer = Rijenlezer::open(bron.as_ref(), &Bestandsvorm::default(), &herken).unwrap();
    while lezer.volgende().is_some() {}
    lezer.meldingen().into_iter().map(|melding| (melding.soort.code(), melding.regel)).collect()
}

#[test]
fn the_header_again_is_no_row_and_is_told() {
    let achter_elkaar = "id;naam\n1;a\n ID;naam\nid ;\"naam\"\n2;b\nid;naam;\nid;x\n";
    check(achter_elkaar, &["2 1|a", "3  ID|naam", "5 2|b", "7 id|x"]);
    assert_eq!(gemeld(achter_elkaar), [("CSV_KOPRIJ_HERHAALD", 4), ("CSV_KOPRIJ_HERHAALD", 6)]);
    let (_, telling) = lees_in_blokken(achter_elkaar.as_bytes(), &Bestandsvorm::default(), 16);
    assert_eq!((telling.koppen, telling.regels()), (2, 7));
    let vorm = Bestandsvorm { dubbele_koppen: DubbeleKoppen::Nummeren, ..Bestandsvorm::default() };
    assert_eq!(lees(b"id;naam;naam\n1;a;b\nid;naam;naam\n2;a;b\n", &vorm), ["2 1|a|b", "4 2|a|b"]);
    let breed = "id;naam;\"zei \"\"ja\"\"\nof nee\"\n1;a;b\n";
    check(breed.repeat(2), &["3 1|a|b", "6 1|a|b"]);
    assert_eq!(gemeld(breed.repeat(2)), [("CSV_KOPRIJ_HERHAALD", 4)]);
}

#[test]
fn a_mark_in_front_of_a_row_is_passed_over_and_told() {
    let merk = "\u{feff}";
    let een = format!("{merk}id;naam\n1;a\n");
    let twee = een.repeat(2);
    check(&twee, &["2 1|a", "4 1|a"]);
    assert_eq!(gemeld(&twee), [("CSV_BYTEMERK", 3), ("CSV_KOPRIJ_HERHAALD", 3)]);
    check(format!("{merk}{een}{merk}{merk}2;{merk}b"), &["2 1|a", "3 2|\u{feff}b"]);
    assert_eq!(gemeld(format!("{merk}{een}")), [("CSV_BYTEMERK", 1)]);
    let utf16: Vec<u8> = twee.encode_utf16().flat_map(u16::to_le_bytes).collect();
    check(&utf16, &["2 1|a", "4 1|a"]);
    for blok in 24..40 {
        let (rijen, _) = lees_in_blokken(twee.as_bytes(), &Bestandsvorm::default(), blok);
        assert_eq!(rijen, ["2 1|a", "4 1|a"], "{blok}");
    }
}
